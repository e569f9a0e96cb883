// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

const (
	// tailLen is how much of what went out before is put in front of what goes out next: enough for a passage of Guarantee
	// letters or a key cut anywhere.
	tailLen = Guarantee + 1
	// maxTails is how many fields of a session have a tail. The one used least recently goes first.
	maxTails = 4
	tailSize = tailLen + 16
)

// tail is the end of what was last sent in one field.
type tail struct {
	field uint64
	size  uint8
	text  [tailLen]byte
}

// Field names a place that text is sent to: an argument of a tool.
func Field(tool, path string) uint64 {
	var h uint64
	for _, part := range [2]string{tool, path} {
		for i := range len(part) {
			h = (h ^ uint64(part[i])) * mix1
		}
		h ^= h >> 31
	}
	return h
}

// FindSent is Find for a field that goes out. It also sees content that was cut into pieces and sent one by one in the same
// field: the end of the former piece is put in front of this one.
func (s *Scanner) FindSent(m *Memory, field uint64, text string) []Hit {
	s.hits = s.hits[:0]
	t := m.tail(field)
	s.folded = append(s.folded[:0], t.text[:t.size]...)
	from := len(s.folded)
	s.folded = foldText(s.folded, text, s.cfg.MaxText)
	s.search(m, from)
	s.pseudonyms(m, text)
	s.shortWords(m, text)
	keep := s.folded[max(0, len(s.folded)-tailLen):]
	t.size = uint8(copy(t.text[:], keep))
	return s.evident()
}

// tail finds or makes the tail of a field and moves it to the end of the list.
func (m *Memory) tail(field uint64) *tail {
	for i := range m.tails {
		if m.tails[i].field == field {
			t := m.tails[i]
			copy(m.tails[i:], m.tails[i+1:])
			m.tails[len(m.tails)-1] = t
			return &m.tails[len(m.tails)-1]
		}
	}
	if len(m.tails) == maxTails {
		copy(m.tails, m.tails[1:])
		m.tails = m.tails[:maxTails-1]
	}
	m.tails = append(m.tails, tail{field: field})
	return &m.tails[len(m.tails)-1]
}
