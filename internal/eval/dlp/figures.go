// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math"
)

// floor says which side of a figure is good.
type floor struct {
	value   float64
	atMost  bool
	isFloor bool
}

func atLeast(v float64) floor { return floor{value: v, isFloor: true} }
func atMost(v float64) floor  { return floor{value: v, atMost: true, isFloor: true} }

// tally counts successes.
type tally struct{ hits, n int }

func (t *tally) add(hit bool) {
	t.n++
	if hit {
		t.hits++
	}
}

func (t *tally) rate() float64 {
	if t.n == 0 {
		return math.NaN()
	}
	return float64(t.hits) / float64(t.n)
}

// print prints the EVAL line of a tally.
func (t *tally) print(set, measure string, f floor) {
	lo, hi := wilson(float64(t.hits), float64(t.n))
	printFigure(set, measure, t.rate(), t.n, lo, hi, f)
}

func printFigure(set, measure string, value float64, n int, lo, hi float64, f floor) {
	line := fmt.Sprintf("EVAL  %s %s value=%.4f n=%d ci=[%.4f,%.4f]", set, measure, value, n, lo, hi)
	if f.isFloor {
		verdict := "ok"
		if f.atMost && value > f.value || !f.atMost && !(value >= f.value) {
			verdict = "SHORT"
		}
		line += fmt.Sprintf(" floor=%g %s", f.value, verdict)
	}
	fmt.Println(line)
}

// macro prints the mean over groups; the interval is that of the pooled rows.
func macro(set, measure string, groups map[string]*tally, f floor) {
	var pooled tally
	sum, n := 0.0, 0
	for _, t := range groups {
		if t.n > 0 {
			sum += t.rate()
			n++
			pooled.hits += t.hits
			pooled.n += t.n
		}
	}
	lo, hi := wilson(float64(pooled.hits), float64(pooled.n))
	printFigure(set, measure, sum/float64(n), pooled.n, lo, hi, f)
}

// wilson is the Wilson score interval at 95%.
func wilson(hits, n float64) (lo, hi float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p := hits / n
	centre := p + z*z/(2*n)
	margin := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return (centre - margin) / (1 + z*z/n), (centre + margin) / (1 + z*z/n)
}
