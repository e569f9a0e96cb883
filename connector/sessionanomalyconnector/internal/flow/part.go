// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// MarksOf is Marks(text[start:end]) for a part, which begins with a letter, of a text whose own marks are asked for anyway.
func (s *Scanner) MarksOf(text string, start, end int) []Mark {
	if len(text) > s.cfg.MaxText || !standsAlone(text, start, end) || s.hasPseudonym(text) {
		return s.Marks(text[start:end])
	}
	all := s.Marks(text)
	if len(all) == s.cfg.MarksPerText { // there may be more
		return s.Marks(text[start:end])
	}
	s.part = s.part[:0]
	for _, m := range all {
		if m.Start >= start && m.End <= end {
			m.Start, m.End = m.Start-start, m.End-start
			s.part = append(s.part, m)
		}
	}
	return s.part
}

// standsAlone reports whether the words of a part of text, which begins with a letter, are the same by themselves: none goes
// over its ends, and no group of digits.
func standsAlone(text string, start, end int) bool {
	if start > 0 && (!delimiters[text[start-1]] || text[start-1] == '\\') {
		return false
	}
	switch {
	case end == len(text):
		return true
	case text[end] == '.': // it is cut from a word, but ends a group
		return text[end-1]-'0' > 9 && (end+1 == len(text) || delimiters[text[end+1]])
	}
	return delimiters[text[end]] && text[end] != ' '
}
