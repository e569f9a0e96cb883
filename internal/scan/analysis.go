// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

func runeLen(r rune, fold bool) int {
	n := max(utf8.RuneLen(r), 1)
	if fold {
		for f := foldNext(r); f != r; f = foldNext(f) {
			n = max(n, utf8.RuneLen(f))
		}
	}
	return n
}

// MaxLen returns how many bytes an expression matches at most. ok is false when there is no bound, or the expression does not
// parse.
func MaxLen(pattern string) (n int, ok bool) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0, false
	}
	var b bounds
	n = b.add(tree)
	return n, b.free == nil
}

func foldNext(r rune) rune { return unicode.SimpleFold(r) }

func lastRune(re *syntax.Regexp) rune {
	if len(re.Rune) == 0 {
		return 0
	}
	return re.Rune[len(re.Rune)-1]
}

// holdsKeyword tells whether every match of an expression holds one of the keywords, in any case. It walks the product of
// the expression's program and the automaton of the keywords, and looks for a way to a match that avoids them all. Keywords
// with classes are taken to be avoidable.
//
// Letters outside ASCII that fold to ASCII ones (the Kelvin sign, the long s) are left out: the decoded view of a text
// that holds them has them as ASCII.
func holdsKeyword(re *syntax.Regexp, keywords []string) bool {
	prog, err := syntax.Compile(re)
	if err != nil {
		return false
	}
	a := newAutomaton(keywords)
	if a == nil {
		return false
	}
	type state struct {
		pc   uint32
		node int
	}
	seen := map[state]bool{}
	queue := []state{{uint32(prog.Start), 0}}
	push := func(pc uint32, node int) {
		if s := (state{pc, node}); !seen[s] {
			seen[s] = true
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		inst := &prog.Inst[s.pc]
		switch inst.Op {
		case syntax.InstMatch:
			return false
		case syntax.InstFail:
		case syntax.InstAlt, syntax.InstAltMatch:
			push(inst.Out, s.node)
			push(inst.Arg, s.node)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			push(inst.Out, s.node)
		default:
			for _, r := range a.alphabet {
				if !inst.MatchRune(r) && !inst.MatchRune(unicode.ToUpper(r)) {
					continue
				}
				if node := a.step(s.node, r); !a.accepts[node] {
					push(inst.Out, node)
				}
			}
			if matchesOther(inst, a.others) {
				push(inst.Out, 0)
			}
		}
	}
	return true
}

// matchesOther tells whether an instruction matches some character outside the alphabet.
func matchesOther(inst *syntax.Inst, others []rune) bool {
	return slices.ContainsFunc(others, inst.MatchRune)
}

// Letters that fold to k and s.
const (
	kelvin = '\u212A'
	longS  = '\u017F'
)

// automaton is a small Aho-Corasick automaton over lower-case literals.
type automaton struct {
	alphabet []rune
	others   []rune // characters that no keyword holds
	prefixes map[string]int
	words    []string
	accepts  []bool
}

// newAutomaton returns nil when a keyword has classes.
func newAutomaton(keywords []string) *automaton {
	a := &automaton{prefixes: map[string]int{"": 0}, words: []string{""}}
	letters := map[rune]bool{}
	for _, k := range keywords {
		for i, r := range k {
			if r == '\\' || r >= utf8.RuneSelf {
				return nil
			}
			if !letters[unicode.ToLower(r)] {
				letters[unicode.ToLower(r)] = true
				a.alphabet = append(a.alphabet, unicode.ToLower(r))
			}
			if prefix := k[:i+1]; a.prefixes[prefix] == 0 {
				a.prefixes[prefix] = len(a.words)
				a.words = append(a.words, prefix)
			}
		}
	}
	for r := range rune(0x180) {
		if !letters[unicode.ToLower(r)] && r != kelvin && r != longS {
			a.others = append(a.others, r)
		}
	}
	a.others = append(a.others, '\u4E2D')
	a.accepts = make([]bool, len(a.words))
	for i, w := range a.words {
		for _, k := range keywords {
			a.accepts[i] = a.accepts[i] || len(w) >= len(k) && w[len(w)-len(k):] == k
		}
	}
	return a
}

func (a *automaton) step(node int, r rune) int {
	for text := a.words[node] + string(r); text != ""; text = text[1:] {
		if next, ok := a.prefixes[text]; ok {
			return next
		}
	}
	return 0
}
