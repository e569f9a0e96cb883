// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

// firstOfRun returns where the character stands that a keyword begins with: that of a run of white space is its beginning.
func firstOfRun(text string, start int) int {
	if !fold.Dropped(text, start) {
		return start
	}
	if from, breaks := fold.Before(text, start+1); breaks <= 1 {
		return from
	}
	return start
}

// confirmFolded runs the expression of rule r over what is read of text[from:to].
func (s *Set) confirmFolded(text string, scratch *Scratch, r, from, to int) {
	read := &scratch.read
	folded := read.Set(text, from, to)
	for _, groups := range s.rules[r].expression.all(folded) {
		m := s.match(folded, r, 0, groups)
		if m.Start >= m.End || m.From >= m.To {
			continue
		}
		m.From, m.To = original(read, m.From, m.To)
		m.Start, m.End = original(read, m.Start, m.End)
		s.accept(text, scratch, r, m)
	}
}

// folded are the bounds of an expression that sees folded text. White space in the text costs nothing then, and its bytes are not
// counted: as long as the expression matches any, any length of it is one character.
func (b bounds) folded() bounds {
	if b.costs == nil {
		return b
	}
	costs := *b.costs
	cost := uint8(costNothing)
	if costs[' '] == barrier && costs['\n'] == barrier {
		cost = barrier
	}
	for c := range costs {
		if fold.IsSpace(byte(c)) {
			costs[c] = cost
		}
	}
	b.costs, b.bytes = &costs, everywhere.bytes
	if b.left > 0 {
		b.before, b.left = b.left, 0
	}
	return b
}

// original returns where what is read at [from, to) stands in the text. A run of white space at the end counts as one byte.
func original(read *fold.Text, from, to int) (start, end int) {
	return read.Original(from), read.Original(to-1) + 1
}
