// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

//go:generate go run -C ../../../../internal/tools ./hints -out ../../connector/sessionanomalyconnector/internal/flow/hints_amd64.s

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// hints say what there may be in a text, by a byte that all of a kind have: most texts have none of them.
type hints uint8

const (
	hintPseudonym hints = 1 << iota // "]"
	hintEscape                      // "\"
	hintKey                         // ":"
	allHints      = hintPseudonym | hintEscape | hintKey
)

// hint looks for them all at once. It remembers the answer, because the same text is asked for again and again.
func (s *Scanner) hint(text string) hints {
	if text != s.hinted {
		s.hinted, s.hints = text, hintsOf(text)
		if s.hints&hintPseudonym != 0 && !mayHold(text) {
			s.hints &^= hintPseudonym
		}
	}
	return s.hints
}

// minPseudonym is the least length of a text that may hold one.
const minPseudonym = pseudonym.HashLen + 2

// hasPseudonym is the cheap check before the regular expression that finds pseudonyms.
func (s *Scanner) hasPseudonym(text string) bool {
	return len(text) >= minPseudonym && s.hint(text)&hintPseudonym != 0
}

// mayHold reports whether there is "]" after hexadecimal digits after ":".
func mayHold(text string) bool {
	for len(text) >= minPseudonym {
		i := strings.IndexByte(text, ']')
		if i < 0 {
			break
		}
		if i > pseudonym.HashLen && text[i-pseudonym.HashLen-1] == ':' {
			return true
		}
		text = text[i+1:]
	}
	return false
}
