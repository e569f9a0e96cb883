// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"unicode/utf16"
	"unicode/utf8"
)

// simpleEscapes are the one-letter escapes of JSON and of most programming languages.
var simpleEscapes = [256]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': ' ', 'f': '\n', '"': '"', '\'': '\'', '\\': '\\', '/': '/'}

// undoBackslash undoes one backslash escape: \n and its like, \xHH, \uHHHH with surrogates, \u{H…}.
func undoBackslash(out []byte, text string, at int) (decoded []byte, size int) {
	if at+1 >= len(text) {
		return out, 0
	}
	switch c := text[at+1]; c {
	case 'x':
		v, n := hexDigits(text, at+2, 2)
		if n != 2 {
			return out, 0
		}
		return append(out, byte(v)), 4
	case 'u':
		return undoUnicodeEscape(out, text, at)
	default:
		plain := simpleEscapes[c]
		if plain == 0 {
			return out, 0
		}
		return append(out, plain), 2
	}
}

func undoUnicodeEscape(out []byte, text string, at int) (decoded []byte, size int) {
	if at+2 < len(text) && text[at+2] == '{' {
		v, n := hexDigits(text, at+3, 6)
		if n == 0 || at+3+n >= len(text) || text[at+3+n] != '}' {
			return out, 0
		}
		return utf8.AppendRune(out, v), n + 4
	}
	v, n := hexDigits(text, at+2, 4)
	if n != 4 {
		return out, 0
	}
	if utf16.IsSurrogate(v) && at+7 < len(text) && text[at+6] == '\\' && text[at+7] == 'u' {
		if low, n := hexDigits(text, at+8, 4); n == 4 {
			return utf8.AppendRune(out, utf16.DecodeRune(v, low)), 12
		}
	}
	return utf8.AppendRune(out, v), 6
}

// hexDigits reads up to most hexadecimal digits.
func hexDigits(text string, at, most int) (value rune, n int) {
	for n < most && at+n < len(text) && hexValue[text[at+n]] != noValue {
		value = value<<4 | rune(hexValue[text[at+n]])
		n++
	}
	return value, n
}
