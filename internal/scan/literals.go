// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// Bounds of what is derived from an expression. Shorter literals are in every text.
const (
	minLiteral  = 2
	maxLiterals = 64
)

// derive returns literals, as keywords, one of which every match of an expression holds. It is nil when there are none worth
// looking for: the expression then sees every text.
func derive(expr string) []string {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	words, ok := required(tree)
	if !ok || !holdsKeyword(tree.Simplify(), words) {
		return nil
	}
	return words
}

// required returns literals, in lower case, one of which every match of re holds.
func required(re *syntax.Regexp) (words []string, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return literalOf(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min == 0 {
			return nil, false
		}
		return required(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if other, found := required(sub); found && (!ok || better(other, words)) {
				words, ok = other, true
			}
		}
		return words, ok
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			other, found := required(sub)
			if words = append(words, other...); !found || len(words) > maxLiterals {
				return nil, false
			}
		}
		return words, true
	default:
		return nil, false
	}
}

// literalOf returns the longest part of a literal that can be a keyword: of ASCII, without a backslash.
func literalOf(runes []rune) (words []string, ok bool) {
	longest := ""
	isBreak := func(r rune) bool { return r >= utf8.RuneSelf || r == '\\' }
	for part := range strings.FieldsFuncSeq(string(runes), isBreak) {
		if part = strings.ToLower(part[:min(len(part), maxKeyword)]); len(part) > len(longest) {
			longest = part
		}
	}
	return []string{longest}, len(longest) >= minLiteral
}

// maxKeyword is how much of a literal is looked for: enough to be rare.
const maxKeyword = 16

// better tells whether one set of literals is rarer than another: its shortest is longer, or as long with fewer of them.
func better(a, b []string) bool {
	shortest := func(words []string) int {
		n := maxKeyword
		for _, w := range words {
			n = min(n, len(w))
		}
		return n
	}
	if x, y := shortest(a), shortest(b); x != y {
		return x > y
	}
	return len(a) < len(b)
}
