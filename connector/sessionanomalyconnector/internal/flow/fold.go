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
func foldText(dst []byte, text string, limit int) []byte {
	text = text[:min(len(text), limit)]
	if !hasPseudonym(text) {
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
var steps = func() (t [256]uint16) {
	for c, f := range folds {
		if f != 0 {
			t[c] = 1<<8 | uint16(f)
		}
	}
	return t
}()

// fold appends the comparable bytes of text to dst, at most limit bytes of text.
func fold(dst []byte, text string, limit int) []byte {
	text = text[:min(len(text), limit)]
	n := len(dst)
	dst = slices.Grow(dst, len(text))[:n+len(text)]
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

// foldPlain is fold for text without escapes, into a dst at least as long. It returns how many bytes it wrote.
func foldPlain(dst []byte, text string) (n int) {
	for len(text) >= 8 && len(dst)-n >= 8 {
		s0, s1, s2, s3 := steps[text[0]], steps[text[1]], steps[text[2]], steps[text[3]]
		s4, s5, s6, s7 := steps[text[4]], steps[text[5]], steps[text[6]], steps[text[7]]
		d, k := (*[8]byte)(dst[n:]), int(s0>>8) // k is at most 7; the compiler does not know
		d[0] = byte(s0)
		d[k&7] = byte(s1)
		k += int(s1 >> 8)
		d[k&7] = byte(s2)
		k += int(s2 >> 8)
		d[k&7] = byte(s3)
		k += int(s3 >> 8)
		d[k&7] = byte(s4)
		k += int(s4 >> 8)
		d[k&7] = byte(s5)
		k += int(s5 >> 8)
		d[k&7] = byte(s6)
		k += int(s6 >> 8)
		d[k&7] = byte(s7)
		n += k + int(s7>>8)
		text = text[8:]
	}
	for i := range len(text) {
		if f := folds[text[i]]; f != 0 {
			dst[n] = f
			n++
		}
	}
	return n
}
