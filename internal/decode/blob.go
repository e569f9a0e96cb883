// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"encoding/binary"
	"unsafe"
)

// minBlob is the shortest run of base64 or hex characters looked at: shorter ones decode to fewer than 12 bytes, and every
// identifier would be a candidate.
const minBlob = 16

const padding = '='

// base64Value maps a character of either base64 alphabet to its value, and everything else to noValue.
var base64Value = func() (t [256]byte) {
	const std = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range t {
		t[i] = noValue
	}
	for i := range len(std) {
		t[std[i]] = byte(i)
	}
	t['-'], t['_'] = 62, 63
	return t
}()

const noValue = 0xff

// blobs adds every run of base64 or hex characters in text that decodes to text, or to gzip that does.
func (d *decoding) blobs(text string) {
	next := nextRun
	if d.plain {
		next = nextRunPlain
	}
	for from := 0; ; {
		start, end, ok := next(text, from)
		if !ok {
			return
		}
		from = end
		d.blob(text, start, end)
	}
}

// nextRun finds the next run of at least minBlob base64 characters at or after from. It looks at eight bytes at a time, most of
// which hold a space, a quote or a bracket. From a character that is none of base64 it goes on to the eight bytes that begin nine
// bytes later: a run that begins before them is long enough to cover them.
func nextRun(text string, from int) (start, end int, ok bool) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	const word = minBlob / 2
	for at := from; at+word <= len(b); {
		if lowIn(binary.LittleEndian.Uint64(b[at:])) != 0 {
			at += word + 1
			continue
		}
		last := at + word - 1
		for last >= at && base64Value[b[last]] != noValue {
			last--
		}
		if last >= at {
			at = last + 1 + word
			continue
		}
		for start = at; start > from && base64Value[b[start-1]] != noValue; {
			start--
		}
		if end = lineWrapped(text, start, at+word); end-start >= minBlob {
			return start, end, true
		}
		at = end
	}
	return 0, 0, false
}

// lowIn sets the high bit of those of eight bytes that come before all base64 characters, as spaces and most punctuation do.
func lowIn(eight uint64) uint64 {
	const ones, first = 0x0101010101010101, '+'
	return ^(eight&^highBits + (0x80-first)*ones | eight) & highBits
}

// nextRunPlain is what nextRun is held against.
func nextRunPlain(text string, from int) (start, end int, ok bool) {
	for start = from; start < len(text); start = end + 1 {
		end = lineWrapped(text, start, start)
		if end-start >= minBlob {
			return start, end, true
		}
	}
	return 0, 0, false
}

// wrapColumn is the shortest line that counts as wrapped base64 (PEM wraps at 64, MIME at 76).
const wrapColumn = 60

// lineWrapped returns the end of the run that [start, end) begins, going on over line breaks where the lines are as long
// as wrapped base64 has them.
func lineWrapped(text string, start, end int) int {
	for line := start; ; {
		for end < len(text) && base64Value[text[end]] != noValue {
			end++
		}
		next := end
		if next < len(text) && text[next] == '\r' {
			next++
		}
		if end-line < wrapColumn || next+1 >= len(text) || text[next] != '\n' || base64Value[text[next+1]] == noValue {
			return end
		}
		line, end = next+1, next+1
	}
}

// blob decodes the run [start, end) of text, or the parts of it between characters that are also separators.
func (d *decoding) blob(text string, start, end int) {
	if d.hex(text, start, end) || d.base64(text, start, end) {
		return
	}
	for from := start; from < end; {
		to := from
		for to < end && text[to] != '/' && text[to] != '-' && text[to] != '_' && text[to] != '+' {
			to++
		}
		if to-from >= minBlob && to-from < end-start && !d.hex(text, from, to) {
			d.base64(text, from, to)
		}
		from = to + 1
	}
}

func wholeBlob(text, encoding string, start, end int) View {
	return View{Text: text, Encoding: encoding, segments: []segment{{in: start, end: end}}}
}
