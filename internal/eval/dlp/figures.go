// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/eval/figure"
)

// floor is what a figure must reach or stay under. The zero value asks for nothing.
type floor struct {
	value  *float64
	atMost bool
}

func atLeast(v float64) floor { return floor{value: &v} }
func atMost(v float64) floor  { return floor{value: &v, atMost: true} }

// tally counts successes.
type tally struct{ hits, n int }

func (t *tally) add(hit bool) {
	t.n++
	if hit {
		t.hits++
	}
}

// print prints the EVAL line of a tally.
func (t *tally) print(set, measure string, f floor) {
	printShare(figure.Share{Set: set, Measure: measure, Hits: float64(t.hits), N: t.n}, f)
}

// macro prints the mean over groups, each of which counts once however many rows it has.
func macro(set, measure string, groups map[string]*tally, f floor) {
	mean, rows := figure.Share{Set: set, Measure: measure}, 0
	for _, t := range groups {
		if t.n > 0 {
			mean.Hits += float64(t.hits) / float64(t.n)
			mean.N++
			rows += t.n
		}
	}
	mean.Note = fmt.Sprintf("mean over rules, of %d rows", rows)
	printShare(mean, f)
}

func printShare(s figure.Share, f floor) {
	s.Floor, s.AtMost = f.value, f.atMost
	fmt.Println(s)
}
