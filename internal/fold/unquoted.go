// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fold

import (
	"math/bits"
	"slices"
	"unsafe"
)

// Unquoted reads a text without what begins the lines of a quotation, of a comment or of a change to a file, as one who reads
// the words does. It can be used again.
type Unquoted struct {
	read    []byte
	markers []Markers
	places  []uint64 // a bit for every byte where markers may begin
}

// Markers are what begins one line, text[From:To].
type Markers struct{ From, To int }

// markers are the bytes that markers are made of.
var markers = [256]bool{'>': true, '/': true, '!': true, '#': true, '*': true, '+': true, '-': true, ';': true, '%': true}

// Set makes u what is read of text: every marker is as many spaces, so that all else stands where it stood. The result is text
// itself where no line begins with a marker, and valid until the next text is read.
func (u *Unquoted) Set(text string) string {
	u.Find(text)
	return u.Read(text)
}

// Find finds the markers of text, in order. They are valid until the next text is looked at.
func (u *Unquoted) Find(text string) []Markers {
	u.markers = u.markers[:0]
	blocks := (len(text) + blockLen - 1) / blockLen
	u.places = slices.Grow(u.places[:0], blocks)[:blocks]
	lineStarts(text, u.places)
	for i, places := range u.places {
		for ; places != 0; places &= places - 1 {
			at := i*blockLen + bits.TrailingZeros64(places)
			if end := AfterMarkers(text, at); end > at {
				u.markers = append(u.markers, Markers{at, end})
			}
		}
	}
	return u.markers
}

// Read is what Set returns of a text whose markers were found.
func (u *Unquoted) Read(text string) string {
	if len(u.markers) == 0 {
		return text
	}
	u.read = append(u.read[:0], text...)
	for _, m := range u.markers {
		for i := m.From; i < m.To; i++ {
			if markers[text[i]] {
				u.read[i] = ' '
			}
		}
	}
	return unsafe.String(unsafe.SliceData(u.read), len(u.read)) //nolint:gosec // G103: nothing keeps it past the next text.
}

// IsMarker tells whether c may be part of a marker.
func IsMarker(c byte) bool { return markers[c] }

// AfterMarkers returns where the markers end that stand at text[at:], where a line, or what is not blank of it, begins. There may
// be several, and blanks between them.
func AfterMarkers(text string, at int) int {
	end := at
	for {
		at = pastBlanks(text, at)
		n := marker(text[at:])
		if n == 0 {
			return end
		}
		at += n
		end = at
	}
}

// marker returns how long the marker is that text begins with: `>`, `//` (`///`, `//!`), `#`, `;`, `%`, `+` (of a change to a
// file), and, where a blank follows, `*` and `--`. A line of `##` is a heading, one of `- ` begins something new.
func marker(text string) int {
	if text == "" || !markers[text[0]] {
		return 0
	}
	n := 1
	for n < len(text) && text[n] == text[0] {
		n++
	}
	switch text[0] {
	case '>', ';', '%':
		return n
	case '/':
		if n > 1 && n < len(text) && text[n] == '!' {
			return n + 1
		}
		return ifTrue(n > 1, n)
	case '#', '+':
		return ifTrue(n == 1, n)
	case '*':
		return ifTrue(n == 1 && blankAt(text, n), n)
	case '-':
		return ifTrue(n == len("--") && blankAt(text, n), n)
	}
	return 0
}

func ifTrue(is bool, n int) int {
	if is {
		return n
	}
	return 0
}

func blankAt(text string, at int) bool { return at == len(text) || spaces[text[at]] }

func pastBlanks(text string, at int) int {
	for at < len(text) && IsBlank(text[at]) {
		at++
	}
	return at
}
