// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
)

const (
	// maxBytes is how much of a value is looked at.
	maxBytes = 1024
	// maxRuns is how many runs of like characters make trigrams.
	maxRuns = 96
	// shapeBuckets is how many buckets trigrams are hashed to.
	shapeBuckets = 128
)

// class is a class of characters.
type class uint8

const (
	lower class = iota
	upper
	digit
	space
	punctuation
	foreign     // beyond ASCII, and control characters
	classes int = iota
)

// Description is what is kept of a value: 28 bytes, whatever its size.
type Description struct {
	shape  [shapeBuckets / 32]uint32 // trigrams of the shape that occur, hashed
	length uint32
	shares [classes]uint8 // of 255
	Kind   Kind
}

// Describe looks at one leaf of the arguments.
func Describe(leaf *jsonleaf.Leaf) Description {
	d := Description{length: uint32(min(len(leaf.Text), 1<<31))}
	text := leaf.Text[:min(len(leaf.Text), maxBytes)]
	var count [classes]int
	d.scan(text, &count)
	part := 255 * (1<<32/uint64(max(len(text), 1)) + 1)
	d.shares[lower] = shareOf(count[lower], part)
	d.shares[upper] = shareOf(count[upper], part)
	d.shares[digit] = shareOf(count[digit], part)
	d.shares[space] = shareOf(count[space], part)
	d.shares[punctuation] = shareOf(count[punctuation], part)
	d.shares[foreign] = shareOf(count[foreign], part)
	switch leaf.Kind {
	case jsonleaf.Bool:
		d.Kind = Bool
	case jsonleaf.Number:
		d.Kind = Number
	case jsonleaf.Null:
		d.Kind = Empty
	default:
		d.Kind = kindOf(text, len(leaf.Text), &count)
	}
	return d
}

// shareOf is 255*n/length, exactly, where part is 255*(1<<32/length+1): maxBytes is small enough.
func shareOf(n int, part uint64) uint8 { return uint8(uint64(n) * part >> 32) }

// scan counts classes and collects the trigrams of the shape, in which a run of one class is one symbol and each
// punctuation character is its own.
func (d *Description) scan(text string, count *[classes]int) {
	trigram, runs := uint32(0), 0
	for at := 0; at < len(text); runs++ {
		first, start := text[at], at
		symbol := symbols[first]
		for at++; at < len(text) && symbols[text[at]] == symbol; at++ {
		}
		count[classOf(first)] += at - start
		if runs < maxRuns {
			trigram = trigram<<8 | uint32(symbol)
			d.mark(trigram)
		}
	}
	d.mark(trigram << 8)
}

// mark takes a trigram from the lower 24 bits.
func (d *Description) mark(trigram uint32) {
	h := (trigram & 0xffffff) * 0x9e3779b1 >> 25
	d.shape[h/32] |= 1 << (h % 32)
}

func classOf(c byte) class { return classTable[c] }

var classTable = func() (table [256]class) {
	for i := range table {
		c := byte(i)
		switch {
		case c >= 'a' && c <= 'z':
			table[i] = lower
		case c >= 'A' && c <= 'Z':
			table[i] = upper
		case c >= '0' && c <= '9':
			table[i] = digit
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			table[i] = space
		case c < ' ' || c >= 0x7f:
			table[i] = foreign
		default:
			table[i] = punctuation
		}
	}
	return table
}()

// symbols are the bytes of a shape: the class and one, or the punctuation character.
var symbols = func() (table [256]byte) {
	for i := range table {
		if table[i] = byte(i); classTable[i] != punctuation {
			table[i] = byte(classTable[i]) + 1
		}
	}
	return table
}()
