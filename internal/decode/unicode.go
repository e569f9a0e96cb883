// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// undoUnicode folds one character to what a reader, or a model, takes it for. Zero for size means that there is none.
func undoUnicode(out []byte, text string, at int) (decoded []byte, size int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch {
	case r == utf8.RuneError:
		return out, 0
	case r < planeEnd && unfolded()[r/64]>>(r%64)&1 != 0:
		return append(out, text[at:at+size]...), size
	default:
		return fold(out, r, text[at:at+size]), size
	}
}

// planeEnd is the end of the basic plane, which holds the characters of nearly all texts.
const planeEnd = 1 << 16

// unfolded has a bit set for every character of the basic plane that stays as it is. What makes up most of a text in any script is
// among them, and to find out again for every character takes a few look-ups in the tables of Unicode.
var unfolded = sync.OnceValue(func() *[planeEnd / 64]uint64 {
	t := new([planeEnd / 64]uint64)
	for r := range rune(planeEnd) {
		if char := string(r); string(fold(nil, r, char)) == char {
			t[r/64] |= 1 << (r % 64)
		}
	}
	return t
})

// fold appends what the character r, which is encoded as char, is folded to: compatibility forms to plain ones, accents dropped,
// look-alikes of other scripts to Latin letters, tag characters to the ASCII they mirror, white space to spaces and line breaks,
// invisible ones to nothing.
func fold(out []byte, r rune, char string) []byte {
	switch {
	case r >= tagFirst && r <= tagLast:
		return append(out, byte(r-tagBase))
	case Invisible(r):
		return out
	case r == nextLine || unicode.In(r, unicode.Zl, unicode.Zp):
		return append(out, '\n')
	case r >= utf8.RuneSelf && unicode.IsSpace(r):
		return append(out, ' ')
	}
	if latin := homoglyphs[r]; latin != 0 {
		return append(out, latin)
	}
	if unicode.Is(unicode.Hangul, r) {
		return append(out, char...)
	}
	return append(out, decompose(char)...)
}

// decompose returns the compatibility decomposition of one character without its combining marks.
func decompose(char string) []byte {
	parts := norm.NFKD.PropertiesString(char).Decomposition()
	if parts == nil {
		return []byte(char)
	}
	kept := make([]byte, 0, len(parts))
	for len(parts) > 0 {
		r, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		if !unicode.Is(unicode.Mn, r) {
			kept = utf8.AppendRune(kept, r)
		}
	}
	return kept
}

// nextLine is a line break of the time of teletypes, a control character.
const nextLine = '\u0085'

// Tag characters mirror ASCII and are invisible (Unicode, section 23.9).
const (
	tagBase  = 0xE0000
	tagFirst = 0xE0020
	tagLast  = 0xE007E
)

// Invisible tells whether a character shows nothing: zero-width, bidirectional control, other format characters,
// variation selectors, combining marks and fillers.
func Invisible(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r):
		return true
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0: // Hangul fillers
		return true
	}
	return false
}
