// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Letters that fold to k and s.
const (
	kelvin = '\u212A'
	longS  = '\u017F'
)

// automaton is a small Aho-Corasick automaton over lower-case literals.
type automaton struct {
	alphabet []rune
	known    map[rune]bool // the alphabet
	prefixes map[string]int
	words    []string
	accepts  []bool
}

const (
	// unread is the node of an automaton that was given nothing yet, bounded that of one that stands at \b.
	unread  = -1
	bounded = -2
	// unlisted stands for every character that is not in the alphabet and that \W matches, in the words of an automaton.
	unlisted = utf8.RuneError
)

// newAutomaton returns nil when a keyword has a class other than \W, or has that within, or is not UTF-8.
func newAutomaton(keywords []string) *automaton {
	a := &automaton{known: map[rune]bool{}, prefixes: map[string]int{"": 0}, words: []string{""}}
	for _, k := range keywords {
		if strings.Contains(inner(k), `\`) || !utf8.ValidString(k) {
			return nil
		}
		for _, r := range inner(k) {
			if r = lower(r); !a.known[r] {
				a.known[r] = true
				a.alphabet = append(a.alphabet, r)
			}
		}
	}
	literals := make([]string, 0, len(keywords))
	for _, k := range keywords {
		literals = append(literals, a.spelled(k)...)
	}
	for _, k := range literals {
		for i, r := range k {
			if prefix := k[:i+utf8.RuneLen(r)]; a.prefixes[prefix] == 0 {
				a.prefixes[prefix] = len(a.words)
				a.words = append(a.words, prefix)
			}
		}
	}
	a.accepts = make([]bool, len(a.words))
	for i, w := range a.words {
		a.accepts[i] = slices.ContainsFunc(literals, func(k string) bool { return strings.HasSuffix(w, k) })
	}
	return a
}

// inner is a keyword without a \W at its beginning and at its end.
func inner(keyword string) string { return strings.TrimSuffix(strings.TrimPrefix(keyword, `\W`), `\W`) }

// spelled returns the literals that a keyword stands for.
func (a *automaton) spelled(keyword string) []string {
	literals := []string{inner(keyword)}
	if strings.HasPrefix(keyword, `\W`) {
		literals = a.withEach(literals, func(literal, r string) string { return r + literal })
	}
	if strings.HasSuffix(keyword, `\W`) {
		literals = a.withEach(literals, func(literal, r string) string { return literal + r })
	}
	return literals
}

// withEach returns each literal with each character that \W matches.
func (a *automaton) withEach(literals []string, with func(literal, r string) string) []string {
	var all []string
	for _, l := range literals {
		all = append(all, with(l, string(unlisted)))
		for _, r := range a.alphabet {
			if !isWord(r) {
				all = append(all, with(l, string(r)))
			}
		}
	}
	return all
}

// isWord tells what \W does not match.
func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '_'
}

// step returns the node that a character leads to.
func (a *automaton) step(node int, r rune) int {
	if !a.known[r] {
		if isWord(r) {
			return 0
		}
		r = unlisted
	}
	if node == bounded && isWord(r) {
		node = a.longest(string(unlisted))
	}
	return a.longest(a.words[max(node, 0)] + string(r))
}

// edge returns the node after what matches no character. What it says of the character before counts where none was read.
func (a *automaton) edge(node int, op syntax.EmptyOp) int {
	switch {
	case node == unread && op&syntax.EmptyBeginText != 0:
		return a.longest(string(unlisted))
	case node == unread && op&syntax.EmptyWordBoundary != 0:
		return bounded
	default:
		return node
	}
}

// longest returns the node of the longest end of a text that has one.
func (a *automaton) longest(text string) int {
	for ; text != ""; text = text[1:] {
		if next, ok := a.prefixes[text]; ok {
			return next
		}
	}
	return 0
}

// others returns a character outside the alphabet that \W does not match, and one that it does, of those that an instruction
// matches. The automaton tells no two of either sort apart.
func (a *automaton) others(inst *syntax.Inst) [2]rune {
	found := [2]rune{nothing, nothing}
	if len(inst.Rune) == 1 {
		r := inst.Rune[0]
		a.look(r, r, &found)
		for f := unicode.SimpleFold(r); f != r && syntax.Flags(inst.Arg)&syntax.FoldCase != 0; f = unicode.SimpleFold(f) {
			a.look(f, f, &found)
		}
		return found
	}
	for i := 0; i+1 < len(inst.Rune); i += 2 {
		a.look(max(inst.Rune[i], ' '), inst.Rune[i+1], &found) // what can be printed, rather
		a.look(inst.Rune[i], min(inst.Rune[i+1], ' '), &found)
	}
	return found
}

// look notes the first character of either sort from a range, where there is none yet.
func (a *automaton) look(from, to rune, found *[2]rune) {
	for r := from; r <= to && (found[0] == nothing || found[1] == nothing); r++ {
		sort := 1
		if isWord(r) {
			sort = 0
		}
		if found[sort] == nothing && !a.known[lower(r)] && r != kelvin && r != longS {
			found[sort] = r
		}
		if r > unicode.MaxASCII && found[1] != nothing {
			return
		}
	}
}

// upper is the other case of a letter of the alphabet.
func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r &^ 0x20
	}
	return r
}

// lower is how a character stands in keywords: letters outside ASCII match as they are written alone.
func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r | 0x20
	}
	return r
}
