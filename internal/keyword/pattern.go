// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"cmp"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

// set is a set of bytes.
type set [256]bool

func setOf(member func(c byte) bool) *set {
	var s set
	for i := range s {
		s[i] = member(byte(i))
	}
	return &s
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isDigit(c) || isLetter(c) || c == '_' }

var classes = map[byte]*set{
	'd':  setOf(isDigit),
	'D':  setOf(func(c byte) bool { return !isDigit(c) }),
	'a':  setOf(isLetter),
	'w':  setOf(isWord),
	'W':  setOf(func(c byte) bool { return !isWord(c) }),
	'h':  setOf(func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }),
	't':  setOf(func(c byte) bool { return isWord(c) || c == '-' }),
	's':  setOf(func(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }),
	'_':  run,
	'\\': setOf(func(c byte) bool { return c == '\\' }),
}

// run stands for a run of white space, see package fold. No other set of a pattern is the same one.
var run = setOf(fold.IsSpace)

// parse turns a pattern into one set for each byte it matches.
func parse(pattern string) ([]*set, error) {
	var sets []*set
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c != '\\' {
			sets = append(sets, literal(c))
			continue
		}
		i++
		if i == len(pattern) || classes[pattern[i]] == nil {
			return nil, errEscape
		}
		sets = append(sets, classes[pattern[i]])
	}
	for i, s := range sets {
		if s == run && (i > 0 && sets[i-1][' '] || i+1 < len(sets) && sets[i+1][' ']) {
			return nil, errRun
		}
	}
	switch {
	case len(sets) == 0:
		return nil, errEmpty
	case len(sets) > MaxPattern:
		return nil, errLong
	}
	return sets, nil
}

// isRun tells whether byte i of a pattern stands for a run of white space. At either end it is one byte of it.
func isRun(sets []*set, i int) bool { return sets[i] == run && i > 0 && i < len(sets)-1 }

func literal(c byte) *set {
	return setOf(func(b byte) bool { return b == c || isLetter(c) && isLetter(b) && b|0x20 == c|0x20 })
}

// appendTo appends what tells the set from others.
func (s *set) appendTo(key []byte) []byte {
	if s == run {
		return append(key, " \t"...) // in no other's order
	}
	for c, in := range s {
		if in {
			key = append(key, byte(c))
		}
	}
	return append(key, 0, 0)
}

// Occurrences returns every place in text where a pattern stands, in order, as start and end. It looks at each place: it is
// what a Matcher is held against, and too slow for anything else.
func Occurrences(pattern, text string) [][2]int {
	sets, err := parse(pattern)
	if err != nil {
		return nil
	}
	all := occurrences(sets, text)
	if slices.Contains(sets, run) {
		all = append(all, occurrences(sets, new(fold.Unquoted).Set(text))...)
		slices.SortFunc(all, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
		all = slices.Compact(all)
	}
	return all
}

func occurrences(sets []*set, text string) (all [][2]int) {
	padded := "\n" + text // the byte that stands, as it were, before the text
	for from := range len(padded) {
		if end := standsAt(sets, padded, from) - 1; end > 0 {
			all = append(all, [2]int{max(0, from-1), end})
		}
	}
	return all
}

// standsAt returns where a pattern ends that begins at text[at], or 0.
func standsAt(sets []*set, text string, at int) int {
	for i, s := range sets {
		if at >= len(text) || !s[text[at]] {
			return 0
		}
		at++
		for isRun(sets, i) && at < len(text) && s[text[at]] {
			at++
		}
	}
	return at
}
