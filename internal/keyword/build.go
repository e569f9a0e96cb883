// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"encoding/binary"
	"slices"
)

// position is a place within a pattern: how many bytes of it have matched.
type position struct{ pattern, matched uint16 }

// builder makes the automaton by subset construction: a state is the set of positions that the last bytes have reached.
type builder struct {
	needles  map[string]int // by their bytes
	patterns [][]*set       // the needles
	uses     [][]use        // by needle
	count    int32          // of the patterns themselves

	class   [256]uint8
	samples []byte       // one byte of each class
	starts  [][]position // by class: the needles that its bytes begin
	states  [][]position
	index   map[string]int
	next    [][]int
}

// addPattern adds a pattern under its needle.
func (b *builder) addPattern(sets []*set) {
	from, to := needle(sets)
	if to == 0 { // classes alone
		to = min(len(sets), maxNeedle)
	}
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
	u := use{pattern: b.count, before: int32(to), size: int32(len(sets))}
	for i, s := range sets {
		if i < from || i >= to {
			u.rest = append(u.rest, check{int32(i - to), s})
		}
	}
	b.uses[id] = append(b.uses[id], u)
	b.count++
}

func (b *builder) build() (*Matcher, error) {
	b.classify()
	b.index = map[string]int{}
	start := b.add(b.step(nil, '\n'))
	for i := 0; i < len(b.states); i++ {
		if len(b.states) > maxStates {
			return nil, errStates
		}
		row := make([]int, len(b.samples))
		for c, sample := range b.samples {
			row[c] = b.add(b.step(b.states[i], sample))
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
	b.starts = make([][]position, len(b.samples))
	for c, sample := range b.samples {
		for i, pattern := range b.patterns {
			if pattern[0][sample] {
				b.starts[c] = append(b.starts[c], position{uint16(i), 1})
			}
		}
	}
}

// step returns the positions reached from a state by byte c.
func (b *builder) step(from []position, c byte) []position {
	var to []position
	for _, p := range from {
		pattern := b.patterns[p.pattern]
		if int(p.matched) < len(pattern) && pattern[p.matched][c] {
			to = append(to, position{p.pattern, p.matched + 1})
		}
	}
	to = append(to, b.starts[b.class[c]]...)
	slices.SortFunc(to, func(x, y position) int {
		return int(x.pattern)<<8 + int(x.matched) - int(y.pattern)<<8 - int(y.matched)
	})
	return slices.Compact(to)
}

func (b *builder) add(positions []position) int {
	key := make([]byte, 0, 4*len(positions))
	for _, p := range positions {
		key = binary.LittleEndian.AppendUint16(key, p.pattern)
		key = binary.LittleEndian.AppendUint16(key, p.matched)
	}
	id, ok := b.index[string(key)]
	if !ok {
		id = len(b.states)
		b.index[string(key)] = id
		b.states = append(b.states, positions)
	}
	return id
}

// accepted returns the patterns whose needle ends in a state.
func (b *builder) accepted(state int) []use {
	var all []use
	for _, p := range b.states[state] {
		if int(p.matched) == len(b.patterns[p.pattern]) {
			all = append(all, b.uses[p.pattern]...)
		}
	}
	return all
}

// table lays the automaton out with the states that accept at its end.
func (b *builder) table(start int) *Matcher {
	m := &Matcher{class: b.class}
	for 1<<m.shift < len(b.samples) {
		m.shift++
	}
	order := make([]uint16, len(b.states))
	n := 0
	for i := range b.states {
		if len(b.accepted(i)) == 0 {
			order[i] = uint16(n)
			n++
		}
	}
	m.firstAccept = uint16(n)
	for i := range b.states {
		if uses := b.accepted(i); len(uses) > 0 {
			order[i] = uint16(n)
			m.accepts = append(m.accepts, uses)
			n++
		}
	}
	m.next = make([]uint16, len(b.states)<<m.shift)
	for i, row := range b.next {
		for c, to := range row {
			m.next[int(order[i])<<m.shift|c] = order[to]
		}
	}
	m.start = order[start]
	for _, p := range b.patterns {
		m.longest = max(m.longest, len(p))
	}
	return m
}
