// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package figure prints measured shares as lines that a script can follow over time:
//
//	EVAL  <set> <measure> value=<x> n=<n> ci=[<lo>,<hi>] floor=<f> ok|SHORT
package figure

import (
	"fmt"
	"math"
	"strings"
)

// z is the quantile of the normal distribution for an interval of 95%.
const z = 1.959964

// Wilson returns the score interval of hits among n (Wilson, 1927). Hits need not be whole: for a mean over groups they are
// the sum of the groups' shares, and n is the number of groups.
func Wilson(hits float64, n int) (lo, hi float64) {
	if n == 0 {
		return 0, 1
	}
	p, m := hits/float64(n), float64(n)
	centre := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max((centre-spread)/(1+z*z/m), 0), min((centre+spread)/(1+z*z/m), 1)
}

// Share is one figure: how many of n.
type Share struct {
	Set, Measure string
	Hits         float64
	N            int
	// Floor to reach, or with AtMost a ceiling to stay under. Nil is a figure for information, which always keeps it.
	Floor  *float64
	AtMost bool
	// Note is added to the line for people.
	Note string
}

// Value is the share, zero when there is nothing to share.
func (s Share) Value() float64 {
	if s.N == 0 {
		return 0
	}
	return s.Hits / float64(s.N)
}

// OK reports whether the figure keeps its floor.
func (s Share) OK() bool {
	if s.AtMost {
		return s.Value() <= s.floor()
	}
	return s.Value() >= s.floor()
}

func (s Share) floor() float64 {
	switch {
	case s.Floor != nil:
		return *s.Floor
	case s.AtMost:
		return 1
	default:
		return 0
	}
}

// notes says what the number after floor= does not.
func (s Share) notes() string {
	var list []string
	switch {
	case s.Floor == nil:
		list = append(list, "for information")
	case s.AtMost:
		list = append(list, "at most")
	}
	if s.Note != "" {
		list = append(list, s.Note)
	}
	return strings.Join(list, "; ")
}

// String is the EVAL line.
func (s Share) String() string {
	line := fmt.Sprintf("EVAL  %s %s", s.Set, s.Measure)
	if s.N == 0 {
		return line + " skipped (no data)"
	}
	lo, hi := Wilson(s.Hits, s.N)
	verdict := "SHORT"
	if s.OK() {
		verdict = "ok"
	}
	line += fmt.Sprintf(" value=%.4f n=%d ci=[%.4f,%.4f] floor=%g %s", s.Value(), s.N, lo, hi, s.floor(), verdict)
	if notes := s.notes(); notes != "" {
		line += " # " + notes
	}
	return line
}

// Skipped is the line of a figure whose data is absent.
func Skipped(set, measure, why string) string {
	return fmt.Sprintf("EVAL  %s %s skipped (%s)", set, measure, why)
}
