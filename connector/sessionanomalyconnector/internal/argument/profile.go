// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"math"
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

// scoreUnit is the resolution at which scores are kept, in parts of a bit.
const scoreUnit = 4

// Profile is what is usual for one argument: little more than 1 KB.
type Profile struct {
	weight  float64
	kinds   [kinds]float32
	shares  [classes]float32 // sums of shares, 0 to 1 each
	shape   [shapeBuckets]float32
	lengths sketch.Histogram
	scores  sketch.Histogram
	lately  lately
}

// lately is what values like some of late were found to be, 0 where that is not known, as long as nothing is learned: the values
// of an argument are alike in kind and shape, and logarithms take longer than all else of a score.
type lately struct {
	kinds  [kinds]float64
	shapes [4]struct {
		shape [shapeBuckets / 32]uint32
		bits  float64
	}
	middle middle
}

// middle is what lies in the middle of the values learned.
type middle struct {
	known  bool
	shares [classes]float64
	length uint64
}

// Learn adds a value. score is what Score said of it; a negative one says that it was not asked.
func (p *Profile) Learn(d *Description, score float64) {
	p.lately = lately{}
	p.weight++
	p.kinds[d.Kind]++
	p.lengths.Add(uint64(d.length))
	for i, share := range d.shares {
		p.shares[i] += float32(share) / 255
	}
	for i := range p.shape {
		if d.shape[i/32]&(1<<(i%32)) != 0 {
			p.shape[i]++
		}
	}
	if score >= 0 {
		p.scores.Add(uint64(score * scoreUnit))
	}
}

// Weight is how many values were learned, old ones counting less.
func (p *Profile) Weight() float64 { return p.weight }

// Share is how much of what was learned is of this kind, from 0 to 1.
func (p *Profile) Share(k Kind) float64 { return float64(p.kinds[k]) / max(p.weight, 1) }

// Usual is the kind seen most.
func (p *Profile) Usual() Kind {
	best := Empty
	for k := range p.kinds {
		if p.kinds[k] > p.kinds[best] {
			best = Kind(k)
		}
	}
	return best
}

// Score says how unlike earlier values this one is, in bits: the surprise of its kind, of its length where it is longer
// than the median, of its shape (the mean over its trigrams), and of its character classes.
func (p *Profile) Score(d *Description) float64 {
	if p.weight == 0 {
		return 0
	}
	score := p.kindSurprise(d.Kind) + p.shapeSurprise(&d.shape) + p.classSurprise(&d.shares)
	if uint64(d.length) > p.middle().length {
		score += p.surprise(2 * p.lengths.Tail(uint64(d.length)))
	}
	return score
}

// surprise is the information in something seen with this much of the weight.
func (p *Profile) surprise(seen float64) float64 {
	return max(0, -math.Log2((seen+0.5)/(p.weight+1)))
}

func (p *Profile) kindSurprise(k Kind) float64 {
	if p.lately.kinds[k] == 0 {
		p.lately.kinds[k] = p.surprise(float64(p.kinds[k]))
	}
	return p.lately.kinds[k]
}

func (p *Profile) shapeSurprise(shape *[shapeBuckets / 32]uint32) float64 {
	mixed := (shape[0] ^ shape[1]*3 ^ shape[2]*5 ^ shape[3]*7) * 0x9e3779b1
	at := &p.lately.shapes[mixed>>16%uint32(len(p.lately.shapes))]
	if at.bits == 0 || at.shape != *shape {
		at.shape, at.bits = *shape, p.trigramSurprise(shape)
	}
	return at.bits
}

// trigramSurprise multiplies before it takes the logarithm, 32 probabilities at a time, which cannot underflow.
func (p *Profile) trigramSurprise(shape *[shapeBuckets / 32]uint32) float64 {
	sum, product, n := 0.0, 1.0, 0
	for word, set := range shape {
		for ; set != 0; set &= set - 1 {
			product *= min(1, (float64(p.shape[32*word+bits.TrailingZeros32(set)])+0.5)/(p.weight+1))
			if n++; n%32 == 0 {
				sum, product = sum-math.Log2(product), 1
			}
		}
	}
	return (sum - math.Log2(product)) / float64(max(n, 1))
}

// classSurprise is four bits for a value that has no character class in common with the mean.
func (p *Profile) classSurprise(shares *[classes]uint8) float64 {
	mean := &p.middle().shares
	return 2 * (apart(shares[lower], mean[lower]) + apart(shares[upper], mean[upper]) + apart(shares[digit], mean[digit]) +
		apart(shares[space], mean[space]) + apart(shares[punctuation], mean[punctuation]) + apart(shares[foreign], mean[foreign]))
}

func apart(share uint8, mean float64) float64 { return math.Abs(fractions[share] - mean) }

// fractions are the shares as parts of 1.
var fractions = func() (table [256]float64) {
	for i := range table {
		table[i] = float64(i) / 255
	}
	return table
}()

// middle is found once as long as nothing is learned.
func (p *Profile) middle() *middle {
	if !p.lately.middle.known {
		p.findMiddle()
	}
	return &p.lately.middle
}

func (p *Profile) findMiddle() {
	m := &p.lately.middle
	m.known, m.length = true, p.lengths.Quantile(0.5)
	for i, share := range p.shares {
		m.shares[i] = float64(share) / p.weight
	}
}

// Limit is the score that the share q of earlier values did not exceed. ok is false while too few were scored.
func (p *Profile) Limit(q, needed float64) (limit float64, ok bool) {
	return float64(p.scores.Quantile(q)) / scoreUnit, p.scores.Weight() >= needed
}

func (p *Profile) scale(f float64) {
	p.lately = lately{}
	p.weight *= f
	for i := range p.kinds {
		p.kinds[i] *= float32(f)
	}
	for i := range p.shares {
		p.shares[i] *= float32(f)
	}
	for i := range p.shape {
		p.shape[i] *= float32(f)
	}
	p.lengths.Scale(f)
	p.scores.Scale(f)
}
