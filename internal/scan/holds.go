// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"slices"
)

// Holds tells whether every match of an expression holds one of the keywords, in any case. Where one does not, avoids is a
// shortest one, as far as letters go: what `\b` and the like ask for is not looked at. It panics where the expression does not
// parse.
func Holds(pattern string, keywords []string) (avoids string, ok bool) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic("scan: " + err.Error())
	}
	w := newWalk(tree.Simplify(), keywords)
	if w == nil {
		return "", false
	}
	at := w.toMatch()
	if at < 0 {
		return "", true
	}
	return w.text(at), false
}

// holdsKeyword tells whether every match of an expression holds one of the keywords, in any case. Keywords with classes other
// than \W are taken to be avoidable.
//
// A \W that begins a keyword may be the character before the match, where \b or the beginning of the text tells what that is: the
// window around the keyword covers the match all the same.
//
// Letters outside ASCII that fold to ASCII ones (the Kelvin sign, the long s) are left out: the decoded view of a text
// that holds them has them as ASCII.
func holdsKeyword(re *syntax.Regexp, keywords []string) bool {
	w := newWalk(re, keywords)
	return w != nil && w.toMatch() < 0
}

// walk goes through the product of an expression's program and the automaton of the keywords, and looks for a way to a match
// that avoids them all.
type walk struct {
	prog  *syntax.Prog
	words *automaton
	seen  map[state]bool
	steps []step // in the order they are gone on from
}

// state is a place in both.
type state struct {
	pc   uint32
	node int
}

// step is how a state was first come to.
type step struct {
	state
	from int  // the step before
	read rune // what was read on the way, or nothing
}

// Steps that are none, and the character that is none.
const (
	noStep  = -1
	nothing = -1
)

// newWalk returns nil where nothing can be told of the expression or of the keywords.
func newWalk(re *syntax.Regexp, keywords []string) *walk {
	prog, err := syntax.Compile(re)
	if err != nil {
		return nil
	}
	words := newAutomaton(keywords)
	if words == nil {
		return nil
	}
	return &walk{prog: prog, words: words, seen: map[state]bool{}}
}

// toMatch returns the last step of a shortest way, or noStep when there is none.
func (w *walk) toMatch() int {
	w.push(state{uint32(w.prog.Start), unread}, noStep, nothing)
	for i := 0; i < len(w.steps); i++ {
		s := w.steps[i].state
		inst := &w.prog.Inst[s.pc]
		switch inst.Op {
		case syntax.InstMatch:
			return i
		case syntax.InstFail:
		case syntax.InstAlt, syntax.InstAltMatch:
			w.push(state{inst.Out, s.node}, i, nothing)
			w.push(state{inst.Arg, s.node}, i, nothing)
		case syntax.InstEmptyWidth:
			w.push(state{inst.Out, w.words.edge(s.node, syntax.EmptyOp(inst.Arg))}, i, nothing)
		case syntax.InstCapture, syntax.InstNop:
			w.push(state{inst.Out, s.node}, i, nothing)
		default:
			w.read(i, inst, s.node)
		}
	}
	return noStep
}

// read goes on from step i, where node is that of the automaton, by every character that an instruction matches and that
// ends no keyword.
func (w *walk) read(i int, inst *syntax.Inst, node int) {
	for _, r := range w.words.alphabet {
		if !inst.MatchRune(r) && !inst.MatchRune(upper(r)) {
			continue
		}
		if next := w.words.step(node, r); !w.words.accepts[next] {
			w.push(state{inst.Out, next}, i, r)
		}
	}
	for _, r := range w.words.others(inst) {
		if next := w.words.step(node, r); r != nothing && !w.words.accepts[next] {
			w.push(state{inst.Out, next}, i, r)
		}
	}
}

func (w *walk) push(s state, from int, read rune) {
	if !w.seen[s] {
		w.seen[s] = true
		w.steps = append(w.steps, step{s, from, read})
	}
}

// text is what was read up to a step.
func (w *walk) text(at int) string {
	var read []rune
	for ; at != noStep; at = w.steps[at].from {
		if r := w.steps[at].read; r != nothing {
			read = append(read, r)
		}
	}
	slices.Reverse(read)
	return string(read)
}
