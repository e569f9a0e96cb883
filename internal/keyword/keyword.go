// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package keyword finds many short patterns in a text in one pass, at the speed of memory: one table look-up a byte,
// whatever the number of patterns.
//
// The patterns become one dense automaton over classes of bytes; letter case is folded by the class map. A long text is
// walked as four streams at once, because one stream would wait for its own last look-up.
package keyword

import (
	"errors"
	"fmt"
)

// MaxPattern is the longest pattern, in bytes.
const MaxPattern = 64

// maxStates bounds the automaton: a state is addressed by 16 bits.
const maxStates = 1 << 15

// Hit is one place where patterns end.
type Hit struct {
	End   int32  // one past the last byte
	State uint16 // what ends here, see Matcher.Patterns
}

// Matcher finds a fixed set of patterns. It is immutable and safe for concurrent use.
type Matcher struct {
	class       [256]uint8
	shift       uint
	next        []uint16
	start       uint16
	firstAccept uint16 // states from here on end a pattern
	accepts     [][]int
	longest     int
}

// New compiles patterns. A pattern is a literal, in which letters match either case, with these classes:
//
//	\d digit   \D no digit   \a letter   \w letter, digit or _   \W none of those   \h hexadecimal digit
//	\t letter, digit, _ or -   \\ backslash
//
// The start of a text counts as a byte that is neither letter nor digit.
func New(patterns []string) (*Matcher, error) {
	b := builder{}
	for i, p := range patterns {
		sets, err := parse(p)
		if err != nil {
			return nil, fmt.Errorf("pattern %d %q: %w", i, p, err)
		}
		b.patterns = append(b.patterns, sets)
	}
	return b.build()
}

// Patterns returns the patterns, by index, that end at a hit in the given state.
func (m *Matcher) Patterns(state uint16) []int { return m.accepts[state-m.firstAccept] }

// States returns the size of the automaton.
func (m *Matcher) States() int { return len(m.next) >> m.shift }

var (
	errEmpty  = errors.New("is empty")
	errLong   = fmt.Errorf("is longer than %d", MaxPattern)
	errEscape = errors.New("ends in an unknown class")
	errStates = errors.New("the patterns need too many states")
)
