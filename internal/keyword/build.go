// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"encoding/binary"
	"slices"
)

// position is a place within a pattern: how many bytes of it have matched.
type position struct{ pattern, matched uint16 }

// state is what the automaton knows of the last bytes: the class of the last one, which tells the patterns that begin with it,
// and the positions further on.
type state struct {
	last    uint8
	reached []position
}

// builder makes the automaton by subset construction: a state is the set of positions that the last bytes have reached.
type builder struct {
	size     int            // of a needle, at most
	needles  map[string]int // by their bytes
	patterns [][]*set       // the needles
	uses     [][]use        // by needle
	count    int32          // of the patterns themselves

	class   [256]uint8
	samples []byte       // one byte of each class
	begun   [][]position // by two classes: the needles that begin with such bytes
	states  []state
	index   map[string]int
	next    [][]int
	scratch []position // of step
	key     []byte     // of add
}

// addPattern adds a pattern under its needle.
func (b *builder) addPattern(sets []*set) {
	from, to := needle(sets, b.size)
	key := make([]byte, 0, 256*(to-from))
	for _, s := range sets[from:to] {
		key = s.appendTo(key)
	}
	id, known := b.needles[string(key)]
	if !known {
		id = len(b.patterns)
		b.needles[string(key)] = id
		b.patterns = append(b.patterns, sets[from:to])
		b.uses = append(b.uses, nil)
	}
	u := use{pattern: b.count, needle: int32(from), before: int32(to), size: int32(len(sets))}
	if slices.Contains(sets, run) {
		u.sets, u.spans = sets, spans(sets, from, to)
	}
	for i, s := range sets {
		if u.sets == nil && (i < from || i >= to) {
			u.rest = append(u.rest, check{int32(i - to), s})
		}
	}
	b.uses[id] = append(b.uses[id], u)
	b.count++
}

// spans are the lengths of what lies between the runs of white space of a needle, from its end on.
func spans(sets []*set, from, to int) []int8 {
	all := []int8{0}
	for i := to - 1; i >= from; i-- {
		if isRun(sets, i) {
			all = append(all, 0)
		} else {
			all[len(all)-1]++
		}
	}
	return all
}

func (b *builder) build() (*Matcher, error) {
	b.classify()
	b.index = map[string]int{}
	start := b.add(state{last: b.class[beforeText]})
	for i := 0; i < len(b.states); i++ {
		if len(b.states) > maxStates {
			return nil, errStates
		}
		row := make([]int, len(b.samples))
		for c := range b.samples {
			row[c] = b.add(b.step(&b.states[i], uint8(c)))
		}
		b.next = append(b.next, row)
	}
	return b.table(start), nil
}

// classify gives two bytes one class when no pattern tells them apart.
func (b *builder) classify() {
	var sets []*set
	known := map[set]bool{}
	for _, p := range b.patterns {
		for _, s := range p {
			if !known[*s] {
				known[*s] = true
				sets = append(sets, s)
			}
		}
	}
	seen := map[string]uint8{}
	for c := range 256 {
		signature := make([]byte, len(sets))
		for i, s := range sets {
			if s[c] {
				signature[i] = 1
			}
		}
		id, ok := seen[string(signature)]
		if !ok {
			id = uint8(len(seen))
			seen[string(signature)] = id
			b.samples = append(b.samples, byte(c))
		}
		b.class[c] = id
	}
	b.begun = make([][]position, len(b.samples)*len(b.samples))
	for first, a := range b.samples {
		for second, c := range b.samples {
			at := &b.begun[first*len(b.samples)+second]
			for i, pattern := range b.patterns {
				if len(pattern) > 1 && pattern[0][a] && pattern[1][c] {
					*at = append(*at, position{uint16(i), 2})
				}
			}
		}
	}
}

// step returns the state reached from another by a byte of class c.
func (b *builder) step(from *state, c uint8) state {
	begun, sample := b.begun[int(from.last)*len(b.samples)+int(c)], b.samples[c]
	to := state{last: c, reached: b.scratch[:0]}
	for _, p := range from.reached {
		pattern := b.patterns[p.pattern]
		if int(p.matched) < len(pattern) && pattern[p.matched][sample] {
			to.reached = append(to.reached, position{p.pattern, p.matched + 1})
		}
		if int(p.matched) < len(pattern) && pattern[p.matched-1] == run && run[sample] {
			to.reached = append(to.reached, p) // the run goes on
		}
	}
	if len(to.reached) == 0 {
		to.reached = begun
		return to
	}
	to.reached = append(to.reached, begun...)
	slices.SortFunc(to.reached, func(x, y position) int {
		return int(x.pattern)<<8 + int(x.matched) - int(y.pattern)<<8 - int(y.matched)
	})
	b.scratch = to.reached
	return to
}

// add returns the number of a state. It keeps a copy of a new one.
func (b *builder) add(s state) int {
	b.key = append(b.key[:0], s.last)
	for _, p := range s.reached {
		b.key = binary.LittleEndian.AppendUint16(b.key, p.pattern)
		b.key = binary.LittleEndian.AppendUint16(b.key, p.matched)
	}
	id, ok := b.index[string(b.key)]
	if !ok {
		id = len(b.states)
		b.index[string(b.key)] = id
		s.reached = slices.Clone(s.reached)
		b.states = append(b.states, s)
	}
	return id
}

// accepted returns the patterns whose needle ends in a state.
func (b *builder) accepted(s *state) []use {
	var all []use
	for i, pattern := range b.patterns {
		if len(pattern) == 1 && pattern[0][b.samples[s.last]] {
			all = append(all, b.uses[i]...)
		}
	}
	for _, p := range s.reached {
		if int(p.matched) == len(b.patterns[p.pattern]) {
			all = append(all, b.uses[p.pattern]...)
		}
	}
	return all
}

// inRun tells whether a run of white space is part of one of the positions that a state stands for.
func (b *builder) inRun(s *state) bool {
	return slices.ContainsFunc(s.reached, func(p position) bool {
		return slices.Contains(b.patterns[p.pattern][1:p.matched], run)
	})
}

// table lays the automaton out: a row for each class, in it the states that accept before the others. States are numbered in
// the order they were found in, so that the first ones, which are met most, stand close together.
func (b *builder) table(start int) *Matcher {
	m := &Matcher{states: len(b.states), runs: make([]bool, len(b.states))}
	order := make([]int16, len(b.states))
	n := int16(0)
	for i := range b.states {
		if uses := b.accepted(&b.states[i]); len(uses) > 0 {
			order[i] = ^int16(len(m.accepts))
			m.accepts = append(m.accepts, uses)
		} else {
			order[i] = n
			n++
		}
	}
	for c := range m.row {
		m.row[c] = uint32(int(b.class[c])*len(b.states) + len(m.accepts))
	}
	m.next = make([]int16, len(b.samples)*len(b.states))
	for i, row := range b.next {
		for c, to := range row {
			m.next[c*len(b.states)+len(m.accepts)+int(order[i])] = order[to]
		}
	}
	for i := range b.states {
		m.runs[len(m.accepts)+int(order[i])] = b.inRun(&b.states[i])
	}
	m.start = int(order[start])
	for _, p := range b.patterns {
		m.longest = max(m.longest, len(p))
	}
	return m
}
