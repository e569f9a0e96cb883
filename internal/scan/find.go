// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strings"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// Scratch is the memory of a scan, to be used again for the next one. It is not safe for concurrent use.
type Scratch struct {
	hits    keyword.Buffer
	windows []window
	touched []int
	matches []Match
	classes byteclass.Map
	read    fold.Text
}

// Unquoted returns what Folded rules saw of the text that was looked at last, as package fold reads it without its markers. It is
// valid until the scratch is used again.
func (scratch *Scratch) Unquoted(text string) string { return scratch.hits.Unquoted(text) }

// window is what one rule has still to look at, and where it looked last.
type window struct {
	from, to   int // as far as they are known: the last keyword may reach further
	start, end int // of that keyword
	active     bool
	worth      bool // one of its keywords may be part of a match
	located    int  // end of the last match that a Locate function gave
}

// Find returns the matches of the set in text, by rule and then by place. The result is valid until the scratch is used
// again.
func (s *Set) Find(text string, scratch *Scratch) []Match {
	if s.digits != nil {
		scratch.classes.Set(text)
	}
	return s.FindClassified(text, &scratch.classes, scratch)
}

// FindClassified is Find for a text whose map is there already.
func (s *Set) FindClassified(text string, classes *byteclass.Map, scratch *Scratch) []Match {
	if len(scratch.windows) < len(s.rules) {
		scratch.windows = make([]window, len(s.rules))
	}
	scratch.matches, scratch.touched = scratch.matches[:0], scratch.touched[:0]
	for _, hit := range s.matcher.Scan(text, &scratch.hits) {
		for _, r := range s.uses[hit.Pattern] {
			s.hit(text, scratch, int(r), int(hit.Start), int(hit.End))
		}
	}
	if s.digits != nil {
		s.findDigits(text, classes, scratch)
	}
	for _, r := range scratch.touched {
		w := &scratch.windows[r]
		s.look(text, scratch, r)
		*w = window{}
	}
	for _, r := range s.always {
		s.confirm(text, scratch, r, 0, len(text))
	}
	return scratch.matches
}

// hit widens the window of rule r by what lies around the keyword text[start:end].
func (s *Set) hit(text string, scratch *Scratch, r, start, end int) {
	rule := s.rules[r]
	if rule.Folded {
		text = scratch.hits.Unquoted(text)
		start = firstOfRun(text, start)
	}
	if rule.Guard != nil && !rule.Guard(text, start, end) {
		return
	}
	if rule.Locate != nil {
		if from, to, ok := rule.Locate(text, start, end); ok {
			s.located(text, scratch, r, from, to)
		}
		return
	}
	w := s.widen(text, scratch, r, start, end)
	w.worth = w.worth || rule.Worth == nil || rule.Worth(text, start, end)
}

// widen makes what lies around the keyword text[start:end] part of the window of rule r, or its next window. Of keywords that
// lie close together it looks around the last one alone, so that the time it takes does not grow with their number.
func (s *Set) widen(text string, scratch *Scratch, r, start, end int) *window {
	w, bounds := &scratch.windows[r], &s.rules[r].bounds
	switch {
	case !w.active:
		scratch.touch(r)
		w.from, w.to = bounds.begin(text, start, 0), end
	case start >= w.to:
		w.to = max(w.to, bounds.end(text, w.start, w.end))
		if from := bounds.begin(text, start, w.to-1); from >= w.to {
			s.look(text, scratch, r)
			w.from, w.to, w.worth = from, end, false
		}
	}
	w.start, w.end = start, max(w.end, end)
	return w
}

// look runs the expression of rule r over its window.
func (s *Set) look(text string, scratch *Scratch, r int) {
	w, bounds := &scratch.windows[r], &s.rules[r].bounds
	if !w.worth {
		return
	}
	if s.rules[r].Folded {
		text = scratch.hits.Unquoted(text)
	}
	w.to = max(w.to, bounds.end(text, w.start, w.end))
	if w.to-w.from < bounds.least {
		return
	}
	from, to := withMargins(text, w.from, w.to)
	if s.rules[r].Folded {
		s.confirmFolded(text, scratch, r, from, to)
	} else {
		s.confirm(text, scratch, r, from, to)
	}
}

// withMargins widens text[from:to] by a character on either side, of up to utf8.UTFMax bytes.
func withMargins(text string, from, to int) (int, int) {
	left, right := max(0, from-1), min(len(text), to+1)
	for left > max(0, from-utf8.UTFMax) && !utf8.RuneStart(text[left]) {
		left--
	}
	for right < min(len(text), to+utf8.UTFMax) && !utf8.RuneStart(text[right]) {
		right++
	}
	return left, right
}

// touch returns the window of rule r and notes that it is in use.
func (scratch *Scratch) touch(r int) *window {
	w := &scratch.windows[r]
	if !w.active {
		w.active = true
		scratch.touched = append(scratch.touched, r)
	}
	return w
}

// located keeps what the Locate function of rule r found. Matches of one rule do not overlap.
func (s *Set) located(text string, scratch *Scratch, r, from, to int) {
	w := scratch.touch(r)
	if from < w.located {
		return
	}
	if s.accept(text, scratch, r, Match{Rule: r, Start: from, End: to, From: from, To: to}) {
		w.located = to
	}
}

// confirm runs the expression of rule r over text[from:to].
func (s *Set) confirm(text string, scratch *Scratch, r, from, to int) {
	for _, groups := range s.rules[r].expression.all(text[from:to]) {
		s.keep(text, scratch, r, from, groups)
	}
}

// keep makes a match of what the expression of rule r found in text[from:].
func (s *Set) keep(text string, scratch *Scratch, r, from int, groups []int) {
	s.accept(text, scratch, r, s.match(text, r, from, groups))
}

// match is what the expression of rule r found in text[from:].
func (s *Set) match(text string, r, from int, groups []int) Match {
	m := Match{Rule: r, From: from + groups[0], To: from + groups[1]}
	matched := text[m.From:m.To]
	m.To -= len(matched) - len(strings.TrimRight(matched, "\n"))
	m.From += len(matched) - len(strings.TrimLeft(matched, "\n"))
	m.Start, m.End = m.From, m.To
	if start, end := secretOf(groups, s.rules[r].Group); start >= 0 {
		m.Start, m.End = from+start, from+end
	}
	return m
}

// secretOf returns the capture group that is the secret, or -1.
func secretOf(groups []int, group int) (start, end int) {
	if group > 0 {
		return groups[2*group], groups[2*group+1]
	}
	for i := 2; i+1 < len(groups); i += 2 {
		if groups[i] >= 0 && groups[i+1] > groups[i] {
			return groups[i], groups[i+1]
		}
	}
	return -1, -1
}

// accept keeps a match unless entropy, validator, context or an exception speaks against it.
func (s *Set) accept(text string, scratch *Scratch, r int, m Match) bool {
	rule := s.rules[r]
	if m.Start >= m.End {
		return false
	}
	secret := text[m.Start:m.End]
	if rule.Entropy > 0 && Entropy(secret) <= rule.Entropy {
		return false
	}
	if rule.Validate != nil && !rule.Validate(secret) {
		return false
	}
	if rule.context != nil && !rule.inContext(text, m) {
		return false
	}
	for _, a := range rule.allow {
		if a.allows(text, m) {
			return false
		}
	}
	scratch.matches = append(scratch.matches, m)
	return true
}

// Where context words count: before the match, and for a short way after it.
const (
	contextBefore = 64
	contextAfter  = 24
)

func (c *compiled) inContext(text string, m Match) bool {
	buffer := buffers.Get().(*keyword.Buffer)
	defer buffers.Put(buffer)
	before := text[max(0, m.Start-contextBefore):m.Start]
	after := text[m.End:min(len(text), m.End+contextAfter)]
	return len(c.context.Scan(before, buffer)) > 0 || len(c.context.Scan(after, buffer)) > 0
}
