// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

func isDigit(c byte) bool { return c-'0' <= 9 }

const (
	ones     = 0x0101010101010101
	highBits = 0x80 * ones
)

// digitsIn sets the high bit of every byte of eight that is a digit.
func digitsIn(eight uint64) uint64 {
	low := eight &^ highBits
	return (low + (0x80-'0')*ones) &^ (low + (0x80-'9'-1)*ones) &^ eight & highBits
}

// Digits is a shape of a run of digits, and of what stands around it. The beginning and the end of a text count as line breaks.
type Digits struct {
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
const maxRun = 64

// within tells whether a length may lie between two limits. A length of maxRun stands for all longer ones, too.
func within(n, least, most int) bool { return n >= min(least, maxRun) && (most == 0 || n <= most) }

// maxShapes is how many shapes a set tells apart.
const maxShapes = 64

// part is a stretch of bytes of one kind.
type part struct{ from, end int }

// around returns the stretch of bytes of a kind that holds text[at]. It costs nothing when that is the stretch found last:
// places come in order.
func (p *part) around(text string, at int, kind *[256]bool) int {
	if at >= p.end || at < p.from {
		p.from, p.end = at, at+1
		for p.from > 0 && kind[text[p.from-1]] {
			p.from--
		}
		for p.end < len(text) && kind[text[p.end]] {
			p.end++
		}
	}
	return p.end - p.from
}

// Kinds of bytes.
var (
	inWord  = kindOf("_")
	inChain = kindOf("_-.")
)

// kindOf returns letters, digits and more.
func kindOf(more string) *[256]bool {
	var t [256]bool
	for c := range t {
		t[c] = isDigit(byte(c)) || byte(c)|0x20-'a' < 26 || strings.IndexByte(more, byte(c)) >= 0
	}
	return &t
}

// digitShapes tells which shapes a run of digits may have: the one bit of each shape is set in all the tables that the run
// leads to.
type digitShapes struct {
	length, word, chain [maxRun + 1]uint64
	before, after       [256]uint64
	wordy, chained      uint64    // the shapes that ask for the length of a word, or a chain
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

// findDigits asks the rules that begin at digits at every run of digits of a shape they know. It finds the runs eight bytes at
// a time.
func (s *Set) findDigits(text string, scratch *Scratch) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	scratch.word, scratch.chain = part{}, part{}
	at, before := 0, uint64(0) // before has its lowest mark set when the byte before is a digit
	for ; at+8 <= len(b); at += 8 {
		digits := digitsIn(binary.LittleEndian.Uint64(b[at:]))
		if digits == 0 {
			before = 0
			continue
		}
		starts := digits &^ (digits<<8 | before)
		before = digits >> 56
		for ; starts != 0; starts &= starts - 1 {
			first := bits.TrailingZeros64(starts)
			start := at + first/8
			end := start + bits.TrailingZeros64(^(digits>>first)&(highBits>>7))/8 // in these eight bytes, at least
			if end >= at+8 {
				end = endOfDigits(text, at+8)
			}
			if shapes := s.digits.of(text, start, end); shapes != 0 {
				s.ask(text, scratch, start, end, shapes)
			}
		}
	}
	for ; at < len(b); at++ {
		if !isDigit(b[at]) || at > 0 && isDigit(b[at-1]) {
			continue
		}
		end := endOfDigits(text, at)
		if shapes := s.digits.of(text, at, end); shapes != 0 {
			s.ask(text, scratch, at, end, shapes)
		}
	}
}

func endOfDigits(text string, at int) int {
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	return at
}

// of returns the shapes that a run of digits may have, its word left aside.
func (d *digitShapes) of(text string, start, end int) uint64 {
	before, after := byte(outside), byte(outside)
	if start > 0 {
		before = text[start-1]
	}
	if end < len(text) {
		after = text[end]
	}
	return d.before[before] & d.after[after] & d.length[min(uint(end-start), maxRun)]
}

// ask asks the rules that know the shapes at a run of digits.
func (s *Set) ask(text string, scratch *Scratch, start, end int, shapes uint64) {
	d := s.digits
	if shapes&d.wordy != 0 {
		shapes &= d.word[min(scratch.word.around(text, start, inWord), maxRun)]
	}
	if shapes&d.chained != 0 {
		shapes &= d.chain[min(scratch.chain.around(text, start, inChain), maxRun)]
	}
	for asked := noRule; shapes != 0; shapes &= shapes - 1 {
		l := &d.locators[bits.TrailingZeros64(shapes)]
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
