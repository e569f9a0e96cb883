// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package keyword finds many short patterns in a text in one pass, at the speed of memory: one table look-up a byte,
// whatever the number of patterns.
//
// The rarest bytes of each pattern, its needle, become part of one dense automaton over classes of bytes; letter case is folded
// by the class map. Where a needle ends, the rest of the pattern is compared. Needles keep the automaton small: classes in
// patterns would multiply its states. A long text is walked as four streams at once,
// because one stream would wait for its own last look-up.
package keyword

import (
	"errors"
	"fmt"
)

// MaxPattern is the longest pattern, in bytes.
const MaxPattern = 64

// maxStates bounds the automaton: a state is addressed by 16 bits.
const maxStates = 1 << 15

// Hit is one place where a pattern stands.
type Hit struct {
	Start, End int32 // the bytes that matched
	Pattern    int32 // by index
}

// Matcher finds a fixed set of patterns. It is immutable and safe for concurrent use.
type Matcher struct {
	class       [256]uint8
	shift       uint
	next        []uint16
	start       uint16
	firstAccept uint16 // states from here on end a needle
	accepts     [][]use
	longest     int // bytes of the longest needle
}

// use is a pattern whose needle ends in a state.
type use struct {
	pattern int32
	before  int32 // bytes of the pattern up to the end of its needle
	size    int32 // bytes of the pattern
	rest    []check
}

// check is a byte of a pattern outside its needle.
type check struct {
	offset int32 // from the end of the needle, 0 is the byte after it
	set    *set
}

// New compiles patterns. A pattern is a literal, in which letters match either case, with these classes:
//
//	\d digit   \D no digit   \a letter   \w letter, digit or _   \W none of those   \h hexadecimal digit
//	\t letter, digit, _ or -   \\ backslash
//
// The start of a text counts as a byte that is neither letter nor digit.
func New(patterns []string) (*Matcher, error) {
	parsed := make([][]*set, len(patterns))
	for i, p := range patterns {
		var err error
		if parsed[i], err = parse(p); err != nil {
			return nil, fmt.Errorf("pattern %d %q: %w", i, p, err)
		}
	}
	for _, size := range needleSizes {
		b := builder{size: size, needles: map[string]int{}}
		for _, sets := range parsed {
			b.addPattern(sets)
		}
		if m, err := b.build(); err == nil {
			return m, nil
		}
	}
	return nil, errStates
}

// States returns the size of the automaton.
func (m *Matcher) States() int { return len(m.next) >> m.shift }

var (
	errEmpty  = errors.New("is empty")
	errLong   = fmt.Errorf("is longer than %d", MaxPattern)
	errEscape = errors.New("ends in an unknown class")
	errStates = errors.New("the patterns need too many states")
)
