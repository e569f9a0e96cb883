// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

const (
	streams = 4
	// minStreams is the shortest text that is worth walking as several streams.
	minStreams = 80
)

// Buffer is the memory of a Scan, to be used again for the next one.
type Buffer struct {
	found [streams][]place
	hits  []Hit
}

// place is where needles end.
type place struct {
	end   int32  // one past the last byte
	state uint16 // which needles
}

// Scan returns every place in text where a pattern stands, in the order of their beginnings. The result is valid until the
// buffer is used again.
func (m *Matcher) Scan(text string, buffer *Buffer) []Hit {
	found := &buffer.found
	for i := range found {
		found[i] = found[i][:0]
	}
	buffer.hits = buffer.hits[:0]
	if len(text) < minStreams {
		found[0] = m.walk(text, 0, len(text), m.start, found[0])
		m.complete(text, found[0], buffer)
		return buffer.hits
	}
	part := len(text) / streams
	state := m.statesAt(text, part)
	m.walkAll(text, part, &state, found)
	found[streams-1] = m.walk(text, streams*part, len(text), state[streams-1], found[streams-1])
	for i := range found {
		m.complete(text, found[i], buffer)
	}
	return buffer.hits
}

// complete appends those patterns to the hits that stand whole where their needles were found.
func (m *Matcher) complete(text string, found []place, buffer *Buffer) {
	for _, p := range found {
		uses := m.accepts[p.state-m.firstAccept]
		for i := range uses {
			u := &uses[i]
			start, end := p.end-u.before, p.end-u.before+u.size
			if int(end) <= len(text) && u.stands(text, p.end) {
				buffer.add(Hit{Start: max(0, start), End: end, Pattern: u.pattern})
			}
		}
	}
}

// add inserts a hit. Needles are found in order, so that it has to go back by the length of a pattern at most.
func (b *Buffer) add(h Hit) {
	b.hits = append(b.hits, h)
	for i := len(b.hits) - 1; i > 0 && b.hits[i-1].Start > h.Start; i-- {
		b.hits[i], b.hits[i-1] = b.hits[i-1], b.hits[i]
	}
}

// stands compares what is outside the needle, which ends at end. All of the pattern is known not to pass the end of text.
func (u *use) stands(text string, end int32) bool {
	for i := range u.rest {
		c := &u.rest[i]
		at := end + c.offset
		switch {
		case at >= 0:
			if !c.set[text[at]] {
				return false
			}
		case at < -1 || !c.set[beforeText]:
			return false
		}
	}
	return true
}

// beforeText is the byte that stands, as it were, before a text.
const beforeText = '\n'

// statesAt returns the states in which the streams begin. Only the bytes before them matter, as many as the longest needle has.
func (m *Matcher) statesAt(text string, part int) (state [streams]uint16) {
	next, shift := m.next, m.shift&15
	b, c, d := m.start, m.start, m.start
	for i := part - min(m.longest, part); i < part; i++ {
		b = next[int(b)<<shift|int(m.class[text[i]])]
		c = next[int(c)<<shift|int(m.class[text[part+i]])]
		d = next[int(d)<<shift|int(m.class[text[2*part+i]])]
	}
	return [streams]uint16{m.start, b, c, d}
}

func (m *Matcher) walk(text string, from, to int, s uint16, found []place) []place {
	next, shift, first := m.next, m.shift&15, m.firstAccept
	for i := from; i < to; i++ {
		s = next[int(s)<<shift|int(m.class[text[i]])]
		if s >= first {
			found = append(found, place{int32(i + 1), s})
		}
	}
	return found
}

// walkAll walks the streams side by side, so that the look-ups of one overlap with those of the others.
func (m *Matcher) walkAll(text string, part int, state *[streams]uint16, found *[streams][]place) {
	next, shift, first := m.next, m.shift&15, m.firstAccept
	class := &m.class
	a, b, c, d := text[:part], text[part:2*part], text[2*part:3*part], text[3*part:4*part]
	s0, s1, s2, s3 := state[0], state[1], state[2], state[3]
	for i := 0; i < len(a) && i < len(b) && i < len(c) && i < len(d); i++ {
		s0 = next[int(s0)<<shift|int(class[a[i]])]
		s1 = next[int(s1)<<shift|int(class[b[i]])]
		s2 = next[int(s2)<<shift|int(class[c[i]])]
		s3 = next[int(s3)<<shift|int(class[d[i]])]
		if max(s0, s1, s2, s3) >= first {
			if s0 >= first {
				found[0] = append(found[0], place{int32(i + 1), s0})
			}
			if s1 >= first {
				found[1] = append(found[1], place{int32(part + i + 1), s1})
			}
			if s2 >= first {
				found[2] = append(found[2], place{int32(2*part + i + 1), s2})
			}
			if s3 >= first {
				found[3] = append(found[3], place{int32(3*part + i + 1), s3})
			}
		}
	}
	state[0], state[1], state[2], state[3] = s0, s1, s2, s3
}
