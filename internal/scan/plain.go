// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// FindPlain finds what Find finds, rule by rule, with none of what makes Find fast: no automaton, no guards, no windows, no
// RE2. It is what Find is held against, and too slow for anything else.
func (s *Set) FindPlain(text string) []Match {
	var scratch Scratch
	scratch.windows = make([]window, len(s.rules))
	folded := strings.ToLower(text)
	read := readPlain(unquotedPlainly(text))
	for r, rule := range s.rules {
		if rule.Folded {
			s.foldedPlain(read, &scratch, r)
		} else {
			s.rulePlain(text, folded, &scratch, r)
		}
	}
	return scratch.matches
}

func (s *Set) rulePlain(text, folded string, scratch *Scratch, r int) {
	rule := s.rules[r]
	switch {
	case rule.Locate != nil:
		s.locatePlain(text, scratch, r)
	case len(rule.Keywords) == 0:
		s.confirmPlain(text, scratch, r, 0, len(text))
	case rule.Reach > 0:
		s.reachPlain(text, folded, scratch, r)
	case slices.ContainsFunc(rule.Keywords, func(k string) bool { return len(occurrences(k, text, folded)) > 0 }):
		s.confirmPlain(text, scratch, r, 0, len(text))
	}
}

// marker begins the line of a quotation, of a comment, or of a change to a file: one group, with what must follow it.
var marker = regexp.MustCompile(`^[ \t\v\f\r]*(?:(>+|;+|%+|//+!?)|(#)(?:[^#]|$)|(\+)(?:[^+]|$)|(\*)(?:[\s\v]|$)|(--)(?:[\s\v]|$))`)

// unquotedPlainly has a space in place of every byte of the markers that begin the lines of a text.
func unquotedPlainly(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		for at := 0; ; {
			m := marker.FindStringSubmatchIndex(line[at:])
			if m == nil {
				break
			}
			from, to := at+max(m[2], m[4], m[6], m[8], m[10]), at+max(m[3], m[5], m[7], m[9], m[11])
			line = line[:from] + strings.Repeat(" ", to-from) + line[to:]
			at = to
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// plainRead is a text with all its white space folded.
type plainRead struct {
	text, lower string
	original    []int // offset in the text of each byte
}

var whiteSpace = regexp.MustCompile(`[ \t\n\v\f\r]+`)

func readPlain(text string) plainRead {
	var p plainRead
	var b strings.Builder
	add := func(s string, at ...int) {
		b.WriteString(s)
		p.original = append(p.original, at...)
	}
	done := 0
	for _, run := range append(whiteSpace.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		for ; done < run[0]; done++ {
			add(text[done:done+1], done)
		}
		switch breaks := strings.Count(text[run[0]:run[1]], "\n"); {
		case run[0] == run[1]:
		case breaks == 0:
			add(" ", run[0])
		case breaks == 1:
			add("\n", run[0])
		default:
			add("\n\n", run[0], run[1]-1)
		}
		done = run[1]
	}
	p.text, p.lower = b.String(), strings.ToLower(b.String())
	return p
}

// foldedPlain does everything with a folded rule in what is read, its functions included.
func (s *Set) foldedPlain(read plainRead, scratch *Scratch, r int) {
	n := len(scratch.matches)
	s.rulePlain(read.text, read.lower, scratch, r)
	for i := n; i < len(scratch.matches); i++ {
		m := &scratch.matches[i]
		m.From, m.To = read.original[m.From], read.original[m.To-1]+1
		m.Start, m.End = read.original[m.Start], read.original[m.End-1]+1
	}
}

// occurrences spares the keywords that cannot occur a look at every place.
func occurrences(pattern, text, folded string) [][2]int {
	if len(folded) == len(text) && !strings.Contains(pattern, `\\`) {
		for piece := range strings.SplitSeq(`\s`+pattern, `\`) { // a class, and what follows it
			if piece != "" && !strings.Contains(folded, strings.ToLower(piece[1:])) {
				return nil
			}
		}
	}
	return keyword.Occurrences(pattern, text)
}

// confirmPlain is confirm with the standard library.
func (s *Set) confirmPlain(text string, scratch *Scratch, r, from, to int) {
	for _, groups := range s.rules[r].expression.safe().FindAllStringSubmatchIndex(text[from:to], -1) {
		s.keep(text, scratch, r, from, groups)
	}
}

// reachPlain looks around every keyword, as far as the rule says. Stretches that touch are one.
func (s *Set) reachPlain(text, folded string, scratch *Scratch, r int) {
	rule := s.rules[r]
	var around [][2]int
	for _, k := range rule.Keywords {
		for _, o := range occurrences(k, text, folded) {
			around = append(around, [2]int{max(0, o[0]-2*rule.Reach), min(len(text), o[1]+2*rule.Reach)})
		}
	}
	slices.SortFunc(around, func(a, b [2]int) int { return a[0] - b[0] })
	for i := 0; i < len(around); {
		from, to := around[i][0], around[i][1]
		for i++; i < len(around) && around[i][0] < to; i++ {
			to = max(to, around[i][1])
		}
		from, to = withMargins(text, from, to)
		s.confirmPlain(text, scratch, r, from, to)
	}
}

var digitRuns = regexp.MustCompile(`[0-9]+`)

// locatePlain calls the rule's function at every keyword and run of digits.
func (s *Set) locatePlain(text string, scratch *Scratch, r int) {
	rule := s.rules[r]
	var places [][2]int
	for _, k := range rule.Keywords {
		places = append(places, keyword.Occurrences(k, text)...)
	}
	slices.SortFunc(places, func(a, b [2]int) int { return a[0] - b[0] })
	if len(rule.Digits) > 0 {
		for _, run := range digitRuns.FindAllStringIndex(text, -1) {
			places = append(places, [2]int{run[0], run[1]})
		}
	}
	for _, p := range places {
		if from, to, ok := rule.Locate(text, p[0], p[1]); ok {
			s.located(text, scratch, r, from, to)
		}
	}
}
