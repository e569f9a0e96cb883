// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package fold reads every run of white space in a text as one character, as a person reading prose does: a phrase must not
// depend on how many spaces stand between its words, nor on where its lines are wrapped and how they are indented.
//
// A run that holds a line break is read as that, any other one as a space. A run that holds more is an empty line, which ends
// a paragraph; it is read as two line breaks.
package fold

import (
	"encoding/binary"
	"slices"
	"unsafe"
)

// spaces are the bytes that regular expressions call white space, and the vertical tab.
var spaces = [256]bool{' ': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true}

// IsSpace tells whether c is white space.
func IsSpace(c byte) bool { return spaces[c] }

// IsBlank tells whether c is white space within a line.
func IsBlank(c byte) bool { return c != '\n' && spaces[c] }

// After returns where the run of white space ends that begins at text[at], and the line breaks in it.
func After(text string, at int) (end, breaks int) {
	for end = at; end < len(text) && spaces[text[end]]; end++ {
		if text[end] == '\n' {
			breaks++
		}
	}
	return end, breaks
}

// Before returns where the run of white space begins that ends at text[:at], and the line breaks in it.
func Before(text string, at int) (start, breaks int) {
	for start = at; start > 0 && spaces[text[start-1]]; start-- {
		if text[start-1] == '\n' {
			breaks++
		}
	}
	return start, breaks
}

// Dropped tells whether the byte at i only makes a run of white space longer.
func Dropped(text string, i int) bool {
	return i > 0 && i < len(text) && spaces[text[i]] && spaces[text[i-1]]
}

// Back returns an offset before at with n characters between the two, white space not counted, or more. No run of white space
// goes on there.
func Back(text string, at, n int) int {
	for ; n >= wordLen && at >= wordLen; at -= wordLen {
		n -= characters(text, at-wordLen)
	}
	for ; at > 0 && (n > 0 || Dropped(text, at)); at-- {
		if isCharacter(text[at-1]) {
			n--
		}
	}
	return at
}

// Ahead is the same for an offset after at.
func Ahead(text string, at, n int) int {
	for ; n >= wordLen && at+wordLen <= len(text); at += wordLen {
		n -= characters(text, at)
	}
	for ; at < len(text) && (n > 0 || Dropped(text, at)); at++ {
		if isCharacter(text[at]) {
			n--
		}
	}
	return at
}

// Text is a text as it is read. It can be used again.
type Text struct {
	read []byte
	cuts []cut
	base int // offset of the text in what Original tells of
}

// cut says that what is read from an offset on stands so much further on in the text, up to the next cut.
type cut struct{ at, further int }

// Set makes t what is read of text[from:to], and returns it. The result is valid until the next text is read.
func (t *Text) Set(text string, from, to int) string {
	t.read, t.cuts, t.base = slices.Grow(t.read[:0], to-from+wordLen)[:to-from+wordLen], t.cuts[:0], from
	n := 0
	for i := from; i < to; {
		if i+wordLen <= to {
			word := eight(text, i)
			binary.LittleEndian.PutUint64(t.read[n:], word)
			same := sameIn(word)
			i, n = i+same, n+same
			if same == wordLen {
				continue
			}
		}
		if end, breaks := After(text[:to], i); end > i {
			n = t.run(n, end, breaks)
			i = end
		} else {
			t.read[n] = text[i]
			i, n = i+1, n+1
		}
	}
	return unsafe.String(unsafe.SliceData(t.read), n) //nolint:gosec // G103: nothing keeps it past the next text.
}

// run reads a run of white space up to end as what stands at offset n, and returns the next offset.
func (t *Text) run(n, end, breaks int) int {
	t.read[n] = ' '
	if breaks > 0 {
		t.read[n] = '\n'
	}
	n++
	if breaks > 1 {
		t.cut(n, end-1) // the second one stands for the last byte of the run
		t.read[n] = '\n'
		n++
	}
	t.cut(n, end)
	return n
}

// cut notes that what is read at offset n stands at offset at of the text.
func (t *Text) cut(n, at int) {
	further := at - t.base - n
	if last := len(t.cuts) - 1; further > 0 && (last < 0 || t.cuts[last].further != further) {
		t.cuts = append(t.cuts, cut{n, further})
	}
}

// Original returns the offset in the text of the character that was read at offset at. That of a run is its beginning; the
// second line break of an empty line is its last byte.
func (t *Text) Original(at int) int {
	i, _ := slices.BinarySearchFunc(t.cuts, at+1, func(c cut, at int) int { return c.at - at })
	if i > 0 {
		at += t.cuts[i-1].further
	}
	return t.base + at
}
