// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"unicode/utf8"

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

// widenFolded is widen for a folded rule. What lies around its keywords is looked at with the window; until then it only
// matters whether two of them touch.
func (s *Set) widenFolded(text string, scratch *Scratch, r, start, end int) *window {
	w, near := &scratch.windows[r], 2*s.rules[r].bounds.bytes
	switch {
	case !w.active:
		scratch.touch(r)
		w.from = start
	case start-w.to >= near && !fold.Within(text, w.to, start, near-1):
		s.look(text, scratch, r)
		w.from, w.to, w.worth = start, 0, false
	}
	w.to = max(w.to, end)
	return w
}

// confirmFolded runs the expression of rule r over what is read of the text between and around the keywords in text[first:last].
func (s *Set) confirmFolded(text string, scratch *Scratch, r, first, last int) {
	read, around := &scratch.read, s.rules[r].bounds.bytes
	reach := around + utf8.UTFMax
	folded := read.Set(text, fold.Back(text, first, reach), fold.Ahead(text, last, reach))
	from, to := withMargins(folded, max(0, read.At(first)-around), min(len(folded), read.At(last)+around))
	for _, groups := range s.rules[r].expression.all(folded[from:to]) {
		m := s.match(folded, r, from, groups)
		if m.Start >= m.End || m.From >= m.To {
			continue
		}
		m.From, m.To = original(read, m.From, m.To)
		m.Start, m.End = original(read, m.Start, m.End)
		s.accept(text, scratch, r, m)
	}
}

// original returns where what is read at [from, to) stands in the text. A run of white space at the end counts as one byte.
func original(read *fold.Text, from, to int) (start, end int) {
	return read.Original(from), read.Original(to-1) + 1
}
