// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"math"
	"slices"
)

// growth is the ratio of neighbouring buckets; half of it is the error of a quantile.
const growth = 1.05

// smallest is the duration of bucket 0, in seconds.
const smallest = 1e-6

// durations is a histogram with buckets that grow by a constant ratio: about 500 for microseconds to hours.
type durations struct {
	buckets map[int]int
	count   int
	max     float64
}

func (d *durations) add(seconds float64) {
	if seconds < 0 || math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return
	}
	if d.buckets == nil {
		d.buckets = map[int]int{}
	}
	d.buckets[index(seconds)]++
	d.count++
	d.max = max(d.max, seconds)
}

func index(seconds float64) int {
	if seconds <= smallest {
		return 0
	}
	return int(math.Ceil(math.Log(seconds/smallest) / math.Log(growth)))
}

func (d *durations) sorted() []int {
	keys := make([]int, 0, len(d.buckets))
	for k := range d.buckets {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// quantile is the middle of the bucket that holds it.
func (d *durations) quantile(q float64) float64 {
	rank := int(math.Ceil(q * float64(d.count)))
	for _, k := range d.sorted() {
		if rank -= d.buckets[k]; rank <= 0 {
			return min(d.max, smallest*math.Pow(growth, float64(k)-0.5))
		}
	}
	return 0
}

// bounds are the buckets that people see, in seconds.
var bounds = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

func (d *durations) summary() Latency {
	l := Latency{Count: d.count, P50: d.quantile(0.5), P95: d.quantile(0.95), P99: d.quantile(0.99), Max: d.max}
	for _, b := range bounds {
		l.Bars = append(l.Bars, Bucket{UpTo: b})
	}
	l.Bars = append(l.Bars, Bucket{})
	for k, n := range d.buckets {
		i, _ := slices.BinarySearch(bounds, smallest*math.Pow(growth, float64(k)-0.5))
		l.Bars[i].Count += n
	}
	return l
}
