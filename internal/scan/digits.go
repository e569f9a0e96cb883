// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// Digits is a shape of a run of digits, and of what stands around it. The beginning and the end of a text count as line breaks.
type Digits struct {
	// At is a place that the run stands in. It leaves most runs out, many at a time; some that stand elsewhere are not left out.
	At Place
	// Min and Max are how many digits there are. Zero for Max means that there is no upper limit.
	Min, Max int
	// Before and After tell which bytes may stand before and after the run. Nil allows every one.
	Before, After func(c byte) bool
	// MinWord and MaxWord are how long the word is that the run is part of: letters, digits and underscores. Zero for MaxWord
	// means that there is no upper limit.
	MinWord, MaxWord int
	// MinChain is how long what holds the run is at least, hyphens and dots between words included.
	MinChain int
}

// outside is the byte that stands, as it were, before and after a text.
const outside = '\n'

// maxRun is the length from which on runs of digits are taken to be equally long.
const maxRun = byteclass.MaxLength

// within tells whether a length may lie between two limits. A length of maxRun stands for all longer ones, too.
func within(n, least, most int) bool { return n >= min(least, maxRun) && (most == 0 || n <= most) }

// maxShapes is how many shapes a set tells apart.
const maxShapes = 64

// digitShapes tells which shapes a run of digits may have: the one bit of each shape is set in all the tables that the run
// leads to.
type digitShapes struct {
	length, word, chain [maxRun + 1]uint64
	before, after       [256]uint64
	wordy, chained      uint64    // the shapes that ask for the length of a word, or a chain
	at                  places    // the shapes of each place
	near                uint64    // those of all places that are no long chains
	locators            []locator // by shape
}

// locator is the part of a rule that is asked at digits. It stands alone because it is asked often, and mostly in vain.
type locator struct {
	locate func(text string, start, end int) (from, to int, ok bool)
	rule   int
}

// add adds the shapes of a rule. Shapes of one rule stand side by side, so that the rule is asked once for a run.
func (d *digitShapes) add(rule int, r *Rule) error {
	for _, shape := range r.Digits {
		if len(d.locators) == maxShapes {
			return errShapes
		}
		bit := uint64(1) << len(d.locators)
		d.locators = append(d.locators, locator{r.Locate, rule})
		if shape.MinWord+shape.MaxWord > 0 {
			d.wordy |= bit
		}
		if shape.MinChain > 0 {
			d.chained |= bit
		}
		d.at[shape.At] |= bit
		if shape.At < Long {
			d.near |= bit
		}
		for n := range d.length {
			if within(n, shape.Min, shape.Max) {
				d.length[n] |= bit
			}
			if within(n, shape.MinWord, shape.MaxWord) {
				d.word[n] |= bit
			}
			if within(n, shape.MinChain, 0) {
				d.chain[n] |= bit
			}
		}
		for c := range 256 {
			if shape.Before == nil || shape.Before(byte(c)) {
				d.before[c] |= bit
			}
			if shape.After == nil || shape.After(byte(c)) {
				d.after[c] |= bit
			}
		}
	}
	return nil
}

// findDigits asks the rules that begin at digits at every run of digits of a shape they know.
func (s *Set) findDigits(text string, m *byteclass.Map, scratch *Scratch) {
	for i := range m.Blocks {
		if m.Blocks[i][byteclass.Digit] == 0 {
			continue
		}
		runs := placesIn(m, i)
		long := runs[Long] | runs[LongLinked]
		for starts := s.digits.at.any(&runs); starts != 0; starts &= starts - 1 {
			bit := bits.TrailingZeros64(starts)
			start := i*byteclass.BlockLen + bit
			end := m.End(byteclass.Digit, start)
			possible := s.digits.near | -(long >> bit & 1)
			if shapes := s.digits.of(text, m, start, end, possible); shapes != 0 {
				s.ask(text, scratch, start, end, shapes)
			}
		}
	}
}

// of returns which of the possible shapes a run of digits has.
func (d *digitShapes) of(text string, m *byteclass.Map, start, end int, shapes uint64) uint64 {
	before, after := byte(outside), byte(outside)
	if start > 0 {
		before = text[start-1]
	}
	if end < len(text) {
		after = text[end]
	}
	shapes &= d.before[before] & d.after[after] & d.length[min(end-start, maxRun)]
	if shapes&d.wordy != 0 {
		shapes &= d.word[m.Length(byteclass.Word, start)]
	}
	if shapes&d.chained != 0 {
		shapes &= d.chain[m.Length(byteclass.Chain, start)]
	}
	return shapes
}

// ask asks the rules that know the shapes at a run of digits.
func (s *Set) ask(text string, scratch *Scratch, start, end int, shapes uint64) {
	for asked := noRule; shapes != 0; shapes &= shapes - 1 {
		l := &s.digits.locators[bits.TrailingZeros64(shapes)]
		if l.rule == asked {
			continue
		}
		asked = l.rule
		if from, to, ok := l.locate(text, start, end); ok {
			s.located(text, scratch, l.rule, from, to)
		}
	}
}

const noRule = -1
