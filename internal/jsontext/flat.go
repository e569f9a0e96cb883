// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// Flat is a JSON text with the escapes of its strings undone, and the way back to the original. It can be used again.
type Flat struct {
	buffer  []byte
	escapes []escape
}

// escape is one undone escape: where it stands in the original and where in the result.
type escape struct{ in, inEnd, out, outEnd int }

// Set undoes the escapes of text. The result is text itself where it has none, and otherwise valid until the next Set.
func (f *Flat) Set(text string) string {
	f.buffer, f.escapes = f.buffer[:0], f.escapes[:0]
	at := 0
	for {
		i := strings.IndexByte(text[at:], '\\')
		if i < 0 {
			break
		}
		f.buffer = append(f.buffer, text[at:at+i]...)
		at += i
		at += f.undo(text, at)
	}
	if at == 0 {
		return text
	}
	f.buffer = append(f.buffer, text[at:]...)
	return unsafe.String(unsafe.SliceData(f.buffer), len(f.buffer)) //nolint:gosec // G103: the buffer is not changed before the next Set.
}

var single = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// undo appends what the escape at offset at stands for and returns its length. What is no escape is kept.
func (f *Flat) undo(text string, at int) int {
	out, size := len(f.buffer), 1
	switch {
	case at+1 < len(text) && single[text[at+1]] != 0:
		f.buffer = append(f.buffer, single[text[at+1]])
		size = 2
	case at+1 < len(text) && text[at+1] == 'u':
		r, n := unicodeEscape(text[at:])
		if n > 0 {
			f.buffer = utf8.AppendRune(f.buffer, r)
			size = n
			break
		}
		fallthrough
	default:
		f.buffer = append(f.buffer, '\\')
		return size
	}
	f.escapes = append(f.escapes, escape{in: at, inEnd: at + size, out: out, outEnd: len(f.buffer)})
	return size
}

// unicodeEscape reads \uHHHH, and the second half of a surrogate pair.
func unicodeEscape(text string) (r rune, size int) {
	r, ok := hex4(text, 2)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(r) {
		if len(text) > 7 && text[6] == '\\' && text[7] == 'u' {
			if low, ok := hex4(text, 8); ok {
				if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
					return pair, 12
				}
			}
		}
		return utf8.RuneError, 6
	}
	return r, 6
}

func hex4(text string, at int) (r rune, ok bool) {
	if len(text) < at+4 {
		return 0, false
	}
	for i := range 4 {
		c := text[at+i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// Original maps a range of the flat text to the original, whole escapes included.
func (f *Flat) Original(start, end int) (from, to int) {
	return f.original(start, false), f.original(end, true)
}

func (f *Flat) original(pos int, isEnd bool) int {
	i := sort.Search(len(f.escapes), func(i int) bool { return f.escapes[i].outEnd >= pos })
	if i < len(f.escapes) && f.escapes[i].outEnd == pos && !isEnd {
		i++
	}
	if i < len(f.escapes) && f.escapes[i].out < pos || i < len(f.escapes) && !isEnd && f.escapes[i].out == pos {
		if isEnd {
			return f.escapes[i].inEnd
		}
		return f.escapes[i].in
	}
	if i == 0 {
		return pos
	}
	return f.escapes[i-1].inEnd + pos - f.escapes[i-1].outEnd
}

// Flattened maps a range of the original to the flat text.
func (f *Flat) Flattened(start, end int) (from, to int) {
	return f.flattened(start, false), f.flattened(end, true)
}

func (f *Flat) flattened(pos int, isEnd bool) int {
	i := sort.Search(len(f.escapes), func(i int) bool { return f.escapes[i].inEnd > pos })
	if i < len(f.escapes) && f.escapes[i].in < pos {
		if isEnd {
			return f.escapes[i].outEnd
		}
		return f.escapes[i].out
	}
	if i == 0 {
		return pos
	}
	return f.escapes[i-1].outEnd + pos - f.escapes[i-1].inEnd
}
