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
	part := 1<<32/uint64(max(len(text), 1)) + 1
	for i, n := range count {
		d.shares[i] = uint8(255 * uint64(n) * part >> 32) // 255*n/len(text), exactly: maxBytes is small enough
	}
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

// scan counts classes and collects the trigrams of the shape, in which a run of one class is one symbol and each
// punctuation character is its own.
func (d *Description) scan(text string, count *[classes]int) {
	var a, b byte
	for runs := 0; text != ""; runs++ {
		symbol, n := symbols[text[0]], runOf(text)
		count[classOf(text[0])] += n
		if text = text[n:]; runs < maxRuns {
			d.mark(a, b, symbol)
			a, b = b, symbol
		}
	}
	d.mark(a, b, 0)
}

// runOf is how many bytes a text begins with that are the same in a shape.
func runOf(text string) int {
	symbol := symbols[text[0]]
	for i := range len(text) {
		if symbols[text[i]] != symbol {
			return i
		}
	}
	return len(text)
}

func (d *Description) mark(a, b, c byte) {
	h := (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 0x9e3779b1 >> 25
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
