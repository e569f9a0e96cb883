// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

//go:generate go run -C ../../../../internal/tools ./tells -out ../../connector/sessionanomalyconnector/internal/flow/tells_amd64.s

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// tells are where a text has what tells a mark from other words, as bitmaps: one bit a byte. There is a block for each 64 bytes,
// and one behind them.
type tells []byteclass.Block

// The bitmaps of a block. All but the last are classes of bytes.
const (
	digit = iota
	delimiter
	joint // dot, slash and at sign
	blank
	telling
)

func classOf(class int, b byte) bool {
	switch class {
	case digit:
		return b-'0' <= 9
	case delimiter:
		return delimiters[b]
	case joint:
		return b == '.' || b == '/' || b == '@'
	default:
		return class == blank && b == ' '
	}
}

var classes = byteclass.TableOf(classOf)

// set makes t the tells of text.
func (t *tells) set(text string) {
	n := (len(text)+byteclass.BlockLen-1)/byteclass.BlockLen + 1
	if cap(*t) < n {
		*t = make(tells, n, n+n/4)
	}
	*t = (*t)[:n]
	classify(text, *t)
	behind := &(*t)[n-1]
	behind[digit], behind[delimiter], behind[joint], behind[blank] = 0, ^uint64(0), 0, 0
	t.tell()
}

// tell finds the bytes one of which every mark has: a digit next to something else, a joint inside of a word, the first of many
// digits in a row, and the last digit of a group before another. Most numbers in most texts have none of them.
func (t tells) tell() {
	for ; len(t) > 1; t = t[1:] {
		b, next := &t[0], &t[1]
		number, ends := b[digit], b[delimiter]
		number1, number2 := ahead(number, next[digit], 1), ahead(number, next[digit], 2)
		ends1 := ahead(ends, next[delimiter], 1)
		many := number1 & ahead(number, next[digit], minAccount-1) // or less, if another number stands there
		grouped := ahead(b[blank], next[blank], 1)
		b[telling] = (number^number1)&^(ends|ends1) | b[joint]&^ends1 | number&number2&(many|grouped)
	}
}

// ahead has the bits of a block that are n places further on.
func ahead(block, next uint64, n int) uint64 { return block>>n | next<<(byteclass.BlockLen-n) }

// tellers are the bytes one of which every mark has.
var tellers = func() (t [256]bool) {
	for c := range t {
		t[c] = classOf(digit, byte(c)) || classOf(joint, byte(c))
	}
	return t
}()

// mayTell reports whether a short text may have a mark.
func mayTell(text string) bool {
	for i := range len(text) {
		if tellers[text[i]] {
			return true
		}
	}
	return false
}

// next returns the first place that tells at or after from, or -1.
func (t tells) next(from int) int {
	i := from / byteclass.BlockLen
	if i >= len(t)-1 {
		return -1
	}
	set := t[i][telling] >> (from % byteclass.BlockLen) << (from % byteclass.BlockLen)
	for set == 0 {
		if i++; i >= len(t)-1 {
			return -1
		}
		set = t[i][telling]
	}
	return i*byteclass.BlockLen + bits.TrailingZeros64(set)
}
