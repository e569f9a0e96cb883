// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// byteSet holds bytes. All bytes outside ASCII are in it, or none.
type byteSet [256]bool

func (s *byteSet) len() int {
	n := 0
	for _, in := range s {
		if in {
			n++
		}
	}
	return n
}

// add adds every byte that re can match.
func (s *byteSet) add(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			s.addRange(r, r)
			if re.Flags&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					s.addRange(f, f)
				}
			}
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			s.addRange(re.Rune[i], re.Rune[i+1])
		}
	case syntax.OpAnyChar:
		s.addRange(0, utf8.MaxRune)
	case syntax.OpAnyCharNotNL:
		s.addRange(0, '\n'-1)
		s.addRange('\n'+1, utf8.MaxRune)
	default:
		for _, sub := range re.Sub {
			s.add(sub)
		}
	}
}

func (s *byteSet) addRange(lo, hi rune) {
	for c := lo; c <= min(hi, utf8.RuneSelf-1); c++ {
		s[c] = true
	}
	if hi >= utf8.RuneSelf {
		for c := utf8.RuneSelf; c < len(s); c++ {
			s[c] = true
		}
	}
}
