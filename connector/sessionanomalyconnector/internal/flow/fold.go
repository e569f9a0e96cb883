// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

//go:generate go run -C ../../../../internal/tools ./fold -out ../../connector/sessionanomalyconnector/internal/flow/fold_amd64.s

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
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

// fold folds a text, unless it is the one folded last. The result is valid until the next text.
func (s *Scanner) fold(text string) []byte {
	if text != s.last {
		s.begins, s.last = 0, text
		s.folded = s.foldText(s.folded[:0], text, s.cfg.MaxText)
	}
	return s.folded[s.begins:]
}

// foldText is fold without the pseudonyms in text: they are compared as such.
func (s *Scanner) foldText(dst []byte, text string, limit int) []byte {
	text = text[:min(len(text), limit)]
	if len(text) < minPseudonym {
		return fold(dst, text, limit)
	}
	switch hints := s.hint(text); {
	case hints&hintPseudonym != 0:
		return foldAround(dst, text, limit)
	case hints&hintEscape == 0:
		return foldAll(dst, text)
	}
	return fold(dst, text, limit)
}

// foldAround folds what of text is no pseudonym.
func foldAround(dst []byte, text string, limit int) []byte {
	at := 0
	for _, t := range pseudonym.Find(text) {
		dst = fold(dst, text[at:t.Start], limit)
		at = t.End
	}
	return fold(dst, text[at:], limit)
}

// foldAll is fold for text without escapes.
func foldAll(dst []byte, text string) []byte {
	n := len(dst)
	dst = slices.Grow(dst, len(text)+room)[:n+len(text)+room]
	return dst[:n+foldPlain(dst[n:], text)]
}

// room is what foldPlain needs behind the folded text.
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

// foldShort folds a text that has less than headLen comparable bytes, of which the first is the lowest. Of a longer text it folds
// the beginning.
func foldShort(text string) (word uint64, size int) {
	if len(text) >= headLen {
		return foldStart(text)
	}
	if word, ok := foldWord(textmap.Eight(text, 0), len(text)); ok {
		return word, len(text)
	}
	for i := len(text) - 1; i >= 0; i-- {
		f := folds[text[i]]
		if f == 0 {
			if text[i] == '\\' {
				return foldStart(text)
			}
			continue
		}
		word = word<<8 | uint64(f)
		size++
	}
	return word, size
}

// foldWord folds a text of so many bytes, if it has nothing but ASCII letters and digits. Those behind it are zero.
func foldWord(text uint64, size int) (word uint64, ok bool) {
	if text&highs != 0 {
		return 0, false
	}
	word = text | within(text, 'A', 'Z')>>2 // which is what the cases differ by
	return word, within(word, 'a', 'z')|within(word, '0', '9') == highs>>((64-8*size)&63)
}

// within marks those of eight ASCII bytes that are of a range.
func within(eight uint64, first, last byte) uint64 {
	return (eight + (0x80-uint64(first))*lows) &^ (eight + (0x7f-uint64(last))*lows) & highs
}

// foldStart folds the first headLen comparable bytes of a text.
func foldStart(text string) (word uint64, size int) {
	for i := 0; i < len(text) && size < headLen; i++ {
		f := folds[text[i]]
		if f == 0 {
			if text[i] == '\\' && i+1 < len(text) && escapes[text[i+1]] {
				i++
			}
			continue
		}
		word |= uint64(f) << (8 * size & 63)
		size++
	}
	return word, size
}
