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
	for text != "" {
		plain := strings.IndexByte(text, '\\')
		if plain < 0 {
			plain = len(text)
		}
		for i := range plain {
			step := steps[text[i]]
			dst[n] = byte(step)
			n += int(step >> 8)
		}
		if plain == len(text) {
			break
		}
		text = text[plain+1:]
		if text != "" && escapes[text[0]] {
			text = text[1:]
		}
	}
	return dst[:n]
}
