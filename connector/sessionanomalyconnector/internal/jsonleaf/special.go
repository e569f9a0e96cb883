// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

//go:generate go run -C ../../../../internal/tools ./jsonleaf -out ../../connector/sessionanomalyconnector/internal/jsonleaf/special_amd64.s

import "math/bits"

// specials marks the first byte that is a quotation mark or a backslash; behind it there may be false ones.
func specials(b uint64) uint64 {
	quote, backslash := b^'"'*lows, b^'\\'*lows
	return ((quote-lows)&^quote | (backslash-lows)&^backslash) & highs
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

func le64(text string, at int) uint64 {
	b := text[at : at+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// nextSpecial is special for text in which there are many.
func nextSpecial(in string, at int) int {
	if at+8 <= len(in) {
		if special := specials(le64(in, at)); special != 0 {
			return at + bits.TrailingZeros64(special)/8
		}
		at += 8
	}
	return special(in, at)
}

// specialByWords is special in Go.
func specialByWords(in string, at int) int {
	for ; at+8 <= len(in); at += 8 {
		if special := specials(le64(in, at)); special != 0 {
			return at + bits.TrailingZeros64(special)/8
		}
	}
	for at < len(in) && in[at] != '"' && in[at] != '\\' {
		at++
	}
	return at
}
