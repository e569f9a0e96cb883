// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// steps is folds with how far the end of the output moves in the high byte: 1, or 0 for a byte that is skipped. It spares the
// loop over every byte of every result a branch that cannot be predicted.
var steps = func() (t [256]uint32) {
	for c, f := range folds {
		if f != 0 {
			t[c] = 1<<8 | uint32(f)
		}
	}
	return t
}()

// foldGo is fold for text without escapes. It returns how many bytes it wrote.
func foldGo(dst []byte, text string) (n int) {
	for len(text) >= room {
		n += foldPart((*[room]byte)(dst[n:]), text[:room-8])
		text = text[room-8:]
	}
	return n + foldPart((*[room]byte)(dst[n:]), text)
}

// foldPart is foldGo for less than room bytes: an index of one byte into so much needs no check.
func foldPart(dst *[room]byte, text string) int {
	n := uint8(0)
	for len(text) >= 8 {
		s0, s1, s2, s3 := steps[text[0]], steps[text[1]], steps[text[2]], steps[text[3]]
		s4, s5, s6, s7 := steps[text[4]], steps[text[5]], steps[text[6]], steps[text[7]]
		dst[n] = uint8(s0)
		n += uint8(s0 >> 8)
		dst[n] = uint8(s1)
		n += uint8(s1 >> 8)
		dst[n] = uint8(s2)
		n += uint8(s2 >> 8)
		dst[n] = uint8(s3)
		n += uint8(s3 >> 8)
		dst[n] = uint8(s4)
		n += uint8(s4 >> 8)
		dst[n] = uint8(s5)
		n += uint8(s5 >> 8)
		dst[n] = uint8(s6)
		n += uint8(s6 >> 8)
		dst[n] = uint8(s7)
		n += uint8(s7 >> 8)
		text = text[8:]
	}
	for i := range len(text) {
		s := steps[text[i]]
		dst[n] = uint8(s)
		n += uint8(s >> 8)
	}
	return int(n)
}
