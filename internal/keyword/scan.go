// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

const (
	// streams are the parts of a long text that are walked side by side.
	streams = 8
	// minStreams is the shortest text that is worth walking as several streams.
	minStreams = 64
)

// Buffer is the memory of a Scan, to be used again for the next one.
type Buffer struct {
	notes  []note
	places [streams][]place
	hits   []Hit
	joined []Hit
	quoted fold.Unquoted
	found  []fold.Markers // of the text of this scan
	marked bool           // whether they were looked for
	read   string         // what is read of it without them, or nothing
}

// Unquoted returns what package fold reads of the text that was scanned last, without its markers. It is valid until the buffer is
// used again.
func (b *Buffer) Unquoted(text string) string {
	b.markers(text)
	if b.read == "" {
		b.read = b.quoted.Read(text)
	}
	return b.read
}

// markers returns those of the text that is scanned.
func (b *Buffer) markers(text string) []fold.Markers {
	if !b.marked {
		b.found, b.marked = b.quoted.Find(text), true
	}
	return b.found
}

// note is kept where a needle ends in one of the streams, at least. The assembly writes it as nine numbers.
type note struct {
	after  int32          // bytes of the part of each stream
	states [streams]int32 // of the streams there
}

// ending returns the streams in which a needle ends, one bit each.
func (n *note) ending() uint8 {
	set := uint8(0)
	for k, s := range n.states {
		set |= uint8(uint32(s)>>31) << k
	}
	return set
}

// place is where needles end in one of the streams.
type place struct{ end, state int32 }

// Scan returns every place in text where a pattern stands, in the order of their beginnings. The result is valid until the
// buffer is used again.
func (m *Matcher) Scan(text string, buffer *Buffer) []Hit {
	buffer.hits, buffer.read, buffer.marked = buffer.hits[:0], "", false
	from, s := 0, m.start
	if len(text) >= minStreams {
		part := (len(text) - m.longest) / streams
		from, s = streams*part+m.longest, m.walkParts(text, part, buffer)
	}
	next, row := m.next, &m.row
	for i := from; i < len(text); i++ {
		s = int(next[int(row[text[i]])+s])
		if s < 0 {
			m.complete(text, i+1, s, buffer)
		}
	}
	if m.joints != nil {
		m.joints.scan(text, buffer)
	}
	return buffer.hits
}

// walkParts walks text as streams, and returns the state after the last one. Each one walks its part and then on, as far as
// the longest needle reaches: so far, all but the first one do not know what came before, and tell nothing.
func (m *Matcher) walkParts(text string, part int, buffer *Buffer) int {
	var states [streams]int
	for k := range buffer.places {
		buffer.places[k] = buffer.places[k][:0]
		states[k] = m.start
	}
	buffer.notes = m.walkAll(text, part, part+m.longest, &states, buffer.notes[:0])
	for i := range buffer.notes {
		n := &buffer.notes[i]
		ending := n.ending()
		if int(n.after) <= m.longest {
			ending &= 1
		}
		for ; ending != 0; ending &= ending - 1 {
			k := bits.TrailingZeros8(ending)
			buffer.places[k] = append(buffer.places[k], place{int32(k*part) + n.after, n.states[k]})
		}
	}
	for k := 1; k < streams; k++ {
		if begun := k*part + m.longest; m.inRun(states[k-1]) && m.walk(text[:begun], k*part, m.start, nil) != states[k-1] {
			buffer.places[k] = buffer.places[k][:0]
			states[k] = m.walk(text[:begun+part], begun, states[k-1], &buffer.places[k])
		}
	}
	for _, places := range buffer.places {
		for _, p := range places {
			m.complete(text, int(p.end), int(p.state), buffer)
		}
	}
	return states[streams-1]
}

// inRun tells whether a run of white space is part of what led to a state: more bytes than the longest needle has may tell then
// what comes next, and a stream may not have known them.
func (m *Matcher) inRun(state int) bool { return m.runs[len(m.accepts)+state] }

// walk walks text from an offset on, and adds to places where needles end.
func (m *Matcher) walk(text string, from, state int, places *[]place) int {
	for i := from; i < len(text); i++ {
		if state = int(m.next[int(m.row[text[i]])+state]); state < 0 && places != nil {
			*places = append(*places, place{int32(i + 1), int32(state)})
		}
	}
	return state
}

// complete appends those patterns to the hits that stand whole where a needle was found. end is one past its last byte.
func (m *Matcher) complete(text string, end, state int, buffer *Buffer) {
	uses := m.accepts[^state]
	for i := range uses {
		u := &uses[i]
		if u.sets != nil {
			if from, to, ok := u.extent(text, end); ok {
				buffer.add(Hit{Start: int32(from), End: int32(to), Pattern: u.pattern})
			}
			continue
		}
		from, to := int32(end)-u.before, int32(end)-u.before+u.size
		if int(to) <= len(text) && u.stands(text, int32(end)) {
			buffer.add(Hit{Start: max(0, from), End: to, Pattern: u.pattern})
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

// extent returns where a pattern with runs of white space stands whose needle ends at end.
func (u *use) extent(text string, end int) (from, to int, ok bool) {
	from, to = end, end
	for i := int(u.before); i < len(u.sets); i++ {
		if to == len(text) || !u.sets[i][text[to]] {
			return 0, 0, false
		}
		if isRun(u.sets, i) {
			to, _ = fold.After(text, to)
		} else {
			to++
		}
	}
	for i, n := range u.spans {
		if i > 0 {
			from, _ = fold.Before(text, from)
		}
		from -= int(n)
	}
	for i := int(u.needle) - 1; i >= 0; i-- {
		switch {
		case from == 0: // nothing but the first one can stand there
			return 0, to, i == 0 && u.sets[0][beforeText]
		case !u.sets[i][text[from-1]]:
			return 0, 0, false
		case isRun(u.sets, i):
			from, _ = fold.Before(text, from)
		default:
			from--
		}
	}
	return max(0, from), to, true
}

// beforeText is the byte that stands, as it were, before a text.
const beforeText = '\n'

// walkAllGo is walkAll where there is no assembly, and what the assembly is held against.
func (m *Matcher) walkAllGo(text string, part, size int, states *[streams]int, notes []note) []note {
	next, row := m.next, &m.row
	a, b, c, d := text[:size], text[part:][:size], text[2*part:][:size], text[3*part:][:size]
	e, f, g, h := text[4*part:][:size], text[5*part:][:size], text[6*part:][:size], text[7*part:][:size]
	s0, s1, s2, s3, s4, s5, s6, s7 := states[0], states[1], states[2], states[3], states[4], states[5], states[6], states[7]
	for i := range size {
		s0 = int(next[int(row[a[i]])+s0])
		s1 = int(next[int(row[b[i]])+s1])
		s2 = int(next[int(row[c[i]])+s2])
		s3 = int(next[int(row[d[i]])+s3])
		s4 = int(next[int(row[e[i]])+s4])
		s5 = int(next[int(row[f[i]])+s5])
		s6 = int(next[int(row[g[i]])+s6])
		s7 = int(next[int(row[h[i]])+s7])
		if s0|s1|s2|s3|s4|s5|s6|s7 < 0 {
			notes = append(notes, note{int32(i + 1), [streams]int32{
				int32(s0), int32(s1), int32(s2), int32(s3), int32(s4), int32(s5), int32(s6), int32(s7),
			}})
		}
	}
	*states = [streams]int{s0, s1, s2, s3, s4, s5, s6, s7}
	return notes
}
