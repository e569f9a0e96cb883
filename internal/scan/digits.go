// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"encoding/binary"
	"math/bits"
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

// locator is the part of a rule that is asked at digits. It stands alone because it is asked often, and mostly in vain.
type locator struct {
	locate func(text string, start, end int) (from, to int, ok bool)
	rule   int
}

// findDigits asks the rules that begin at digits at every run of digits. It finds the runs eight bytes at a time.
func (s *Set) findDigits(text string, scratch *Scratch) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	at, before := 0, uint64(0)                            // before has its lowest mark set when the byte before is a digit
	for ; at+8 <= len(b); at += 8 {
		digits := digitsIn(binary.LittleEndian.Uint64(b[at:]))
		starts := digits &^ (digits<<8 | before)
		for before = digits >> 56; starts != 0; starts &= starts - 1 {
			s.askAt(text, scratch, at+bits.TrailingZeros64(starts)/8)
		}
	}
	for ; at < len(b); at++ {
		if isDigit(b[at]) && (at == 0 || !isDigit(b[at-1])) {
			s.askAt(text, scratch, at)
		}
	}
}

// askAt asks the rules at the run of digits that begins at start.
func (s *Set) askAt(text string, scratch *Scratch, start int) {
	end := start + 1
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	for i := range s.digits {
		if from, to, ok := s.digits[i].locate(text, start, end); ok {
			s.located(text, scratch, s.digits[i].rule, from, to)
		}
	}
}
