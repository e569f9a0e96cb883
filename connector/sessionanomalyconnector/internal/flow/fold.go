// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// folds maps a byte to what is compared: letters in lower case, digits, "@", and every byte of a non-ASCII letter. Zero means
// the byte is skipped, so that layout, quoting and grouping make no difference.
var folds = func() (t [256]byte) {
	for c := range t {
		switch b := byte(c); {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9', b == '@', b >= 0x80:
			t[c] = b
		case b >= 'A' && b <= 'Z':
			t[c] = b + 'a' - 'A'
		}
	}
	return t
}()

// escapes are the letters that stand for white space or quotes after a backslash, in JSON and in most languages.
var escapes = [256]bool{'n': true, 'r': true, 't': true, 'b': true, 'f': true, '"': true, '\'': true, '/': true, '\\': true}

// foldText is fold without the pseudonyms in text: they are compared as such.
func (s *Scanner) foldText(dst []byte, text string, limit int) []byte {
	text = text[:min(len(text), limit)]
	if !s.hasPseudonym(text) {
		return fold(dst, text, limit)
	}
	at := 0
	for _, t := range pseudonym.Find(text) {
		dst = fold(dst, text[at:t.Start], limit)
		at = t.End
	}
	return fold(dst, text[at:], limit)
}

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

// room is what foldPlain needs behind the folded text: an index of one byte into so much needs no check.
const room = 256

// fold appends the comparable bytes of text to dst, at most limit bytes of text.
func fold(dst []byte, text string, limit int) []byte {
	text = text[:min(len(text), limit)]
	n := len(dst)
	dst = slices.Grow(dst, len(text)+room)[:n+len(text)+room]
	for {
		plain := strings.IndexByte(text, '\\')
		if plain < 0 {
			return dst[:n+foldPlain(dst[n:], text)]
		}
		n += foldPlain(dst[n:], text[:plain])
		text = text[plain+1:]
		if text != "" && escapes[text[0]] {
			text = text[1:]
		}
	}
}

// foldPlain is fold for text without escapes. It returns how many bytes it wrote.
func foldPlain(dst []byte, text string) (n int) {
	for len(text) >= room {
		n += foldPart((*[room]byte)(dst[n:]), text[:room-8])
		text = text[room-8:]
	}
	return n + foldPart((*[room]byte)(dst[n:]), text)
}

// foldPart is foldPlain for less than room bytes.
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
