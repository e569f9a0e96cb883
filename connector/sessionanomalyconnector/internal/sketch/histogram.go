// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"errors"
	"math"
	"math/bits"
)

// Buckets is the number of buckets a Histogram has at most. Values from 2^25 on share the last one.
const Buckets = 100

// subBits is how many bits below the leading one tell buckets apart: four buckets for each power of two.
const subBits = 2

var errHistogram = errors.New("histogram: want pairs of an ascending bucket below 100 and a positive finite weight")

// Histogram counts non-negative integers in logarithmic buckets. Values below 8 are exact, larger ones are known to
// within a quarter. It takes four bytes for each bucket up to the largest value seen, at most 400. The zero value is empty.
type Histogram struct {
	counts []float32
	total  float64
}

// Add counts v with a weight of one.
func (h *Histogram) Add(v uint64) {
	i := bucket(v)
	for len(h.counts) <= i {
		h.counts = append(h.counts, 0)
	}
	h.counts[i]++
	h.total++
}

// Scale multiplies every weight by f, which makes old values count less than those added afterwards.
func (h *Histogram) Scale(f float64) {
	h.total = 0
	for i := range h.counts {
		h.counts[i] = float32(float64(h.counts[i]) * f)
		h.total += float64(h.counts[i])
	}
}

// Weight returns the sum of all weights.
func (h *Histogram) Weight() float64 { return h.total }

// Quantile returns a value that at least the share q of the weight does not exceed, rounded up to the end of its bucket.
// It returns 0 for an empty histogram.
func (h *Histogram) Quantile(q float64) uint64 {
	want, sum := q*h.total, 0.0
	last := 0
	for i, c := range h.counts {
		if c == 0 {
			continue
		}
		sum += float64(c)
		last = i
		if sum >= want {
			break
		}
	}
	return upper(last)
}

// Tail returns the weight of values in the bucket of v and above.
func (h *Histogram) Tail(v uint64) float64 {
	sum := 0.0
	for i := bucket(v); i < len(h.counts); i++ {
		sum += float64(h.counts[i])
	}
	return sum
}

// Pairs returns the histogram as bucket, weight, bucket, weight, ..., the form in which it is stored.
func (h *Histogram) Pairs() []float32 {
	var pairs []float32
	for i, c := range h.counts {
		if c > 0 {
			pairs = append(pairs, float32(i), c)
		}
	}
	return pairs
}

// FromPairs restores a histogram from Pairs. It refuses anything that Pairs does not return.
func FromPairs(pairs []float32) (Histogram, error) {
	var h Histogram
	if len(pairs)%2 != 0 || len(pairs) > 2*Buckets {
		return h, errHistogram
	}
	for i := 0; i < len(pairs); i += 2 {
		at, weight := pairs[i], pairs[i+1]
		valid := at >= float32(len(h.counts)) && at < Buckets && weight > 0 && !math.IsInf(float64(weight), 0)
		if !valid || at != float32(int(at)) {
			return Histogram{}, errHistogram
		}
		for len(h.counts) <= int(at) {
			h.counts = append(h.counts, 0)
		}
		h.counts[int(at)] = weight
		h.total += float64(weight)
	}
	return h, nil
}

func bucket(v uint64) int {
	if v < 1<<subBits {
		return int(v)
	}
	exponent := bits.Len64(v) - 1
	sub := int(v>>(exponent-subBits)) & (1<<subBits - 1)
	return min((exponent-subBits+1)<<subBits+sub, Buckets-1)
}

// upper returns the largest value that falls into bucket i.
func upper(i int) uint64 {
	if i < 1<<subBits {
		return uint64(i)
	}
	exponent := i>>subBits + subBits - 1
	sub := uint64(i & (1<<subBits - 1))
	return (1<<subBits+sub+1)<<(exponent-subBits) - 1
}
