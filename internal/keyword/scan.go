// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

const (
	streams = 4
	// minStreams is the shortest text that is worth walking as several streams.
	minStreams = 256
)

// Buffer is the memory of a Scan, to be used again for the next one.
type Buffer struct{ hits [streams][]Hit }

// Scan returns every place in text where a pattern ends, in order. The result is valid until the buffer is used again.
func (m *Matcher) Scan(text string, buffer *Buffer) []Hit {
	found := &buffer.hits
	for i := range found {
		found[i] = found[i][:0]
	}
	if len(text) < minStreams {
		found[0] = m.walk(text, 0, len(text), m.start, found[0])
		return found[0]
	}
	part := len(text) / streams
	var state [streams]uint16
	state[0] = m.start
	for i := 1; i < streams; i++ {
		state[i] = m.stateAt(text, i*part)
	}
	m.walkAll(text, part, &state, found)
	for i := 1; i < streams; i++ {
		found[0] = append(found[0], found[i]...)
	}
	found[0] = m.walk(text, streams*part, len(text), state[streams-1], found[0])
	return found[0]
}

// stateAt returns the state after text[:at]. Only the last bytes matter, as many as the longest pattern has.
func (m *Matcher) stateAt(text string, at int) uint16 {
	s := m.start
	for i := max(0, at-m.longest); i < at; i++ {
		s = m.next[int(s)<<m.shift|int(m.class[text[i]])]
	}
	return s
}

func (m *Matcher) walk(text string, from, to int, s uint16, hits []Hit) []Hit {
	next, shift, first := m.next, m.shift&15, m.firstAccept
	for i := from; i < to; i++ {
		s = next[int(s)<<shift|int(m.class[text[i]])]
		if s >= first {
			hits = append(hits, Hit{int32(i + 1), s})
		}
	}
	return hits
}

// walkAll walks the streams side by side, so that the look-ups of one overlap with those of the others.
func (m *Matcher) walkAll(text string, part int, state *[streams]uint16, found *[streams][]Hit) {
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
				found[0] = append(found[0], Hit{int32(i + 1), s0})
			}
			if s1 >= first {
				found[1] = append(found[1], Hit{int32(part + i + 1), s1})
			}
			if s2 >= first {
				found[2] = append(found[2], Hit{int32(2*part + i + 1), s2})
			}
			if s3 >= first {
				found[3] = append(found[3], Hit{int32(3*part + i + 1), s3})
			}
		}
	}
	state[0], state[1], state[2], state[3] = s0, s1, s2, s3
}
