// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fold

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// What most text is made of is told eight bytes at a time.
const (
	wordLen = 8

	ones = 0x0101010101010101
	high = 0x80 * ones

	lastByte = 0xFF << 56
)

func eight(text string, at int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(text[at:at+wordLen]), wordLen)) //nolint:gosec // G103: as long as that.
}

// low sets the high bit of every byte that is white space or a control character.
func low(word uint64) uint64 { return ^(word&^high + (0x80-'!')*ones) &^ word & high }

// equal sets the high bit of every byte that is c.
func equal(word uint64, c byte) uint64 {
	x := word ^ uint64(c)*ones
	return ^(x&^high + 0x7F*ones) &^ x & high
}

// isCharacter tells whether c begins a character that is neither white space nor a control character.
func isCharacter(c byte) bool { return c > ' ' && c&0xC0 != 0x80 }

// characters counts those in the word at text[at].
func characters(text string, at int) int {
	word := eight(text, at)
	continued := word & ^(word << 1) & high
	return wordLen - bits.OnesCount64(low(word)|continued)
}

// sameIn returns how many bytes of a word, from its beginning, are surely read as they are.
func sameIn(word uint64) int {
	space := low(word)
	odd := space & (space>>8 | lastByte | ^(equal(word, ' ') | equal(word, '\n')))
	return bits.TrailingZeros64(odd) / wordLen
}
