// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import "unicode/utf8"

const (
	group    = 4  // base64 characters that make three bytes
	peekLen  = 16 // characters decoded before the rest is worth decoding
	peekText = peekLen / group * 3
)

// base64 adds a view when [start, end) of text, read from one of the four possible alignments, decodes to text or
// gzip. What stands before the first aligned group may be the end of a word glued to the blob.
func (d *decoding) base64(text string, start, end int) (found bool) {
	for offset := range group {
		from := start + offset
		if end-from < minBlob {
			return false
		}
		if !d.plain && !mayBeText(text[from:]) {
			continue
		}
		var head [peekText]byte
		n := base64Into(head[:0], text[from:min(from+peekLen, end)])
		if isGzip(head[:n]) {
			raw := make([]byte, 0, (end-from)/group*3+3)
			n := base64Into(raw, text[from:end])
			content, complete := gunzip(raw[:n], d.budget)
			if content != nil || !complete {
				d.add(gzipView(content, complete, from, padded(text, end)))
				return true
			}
			continue
		}
		if n < peekText || textPrefix(head[:n]) < n-3 { // a rune may be cut at the end of the peek
			continue
		}
		raw := make([]byte, 0, (end-from)/group*3+3)
		raw = raw[:base64Into(raw, text[from:end])]
		if n := textPrefix(raw); n >= peekText {
			d.add(wholeBlob(string(raw[:n]), EncodingBase64, start, padded(text, end)))
			return true
		}
	}
	return false
}

// mayBeText tells, from four base64 characters, whether what they decode to may begin a text or gzip. It leaves no candidate
// out, and most runs that are no base64 at all.
func mayBeText(s string) bool {
	a, b, c, e := base64Value[s[0]], base64Value[s[1]], base64Value[s[2]], base64Value[s[3]]
	if a|b|c|e == noValue { // a line break
		return true
	}
	first, second, third := a<<2|b>>4, b<<4|c>>2, c<<6|e
	switch {
	case first == gzipFirst:
		return true
	case !beginsRune[first]:
		return false
	case first >= utf8.RuneSelf:
		return second&continuationMask == continuation
	case !beginsRune[second]:
		return false
	case second >= utf8.RuneSelf:
		return third&continuationMask == continuation
	}
	return beginsRune[third]
}

// What the bytes of a rune after the first look like.
const (
	continuation     = 0x80
	continuationMask = 0xC0
)

// beginsRune tells which bytes textPrefix accepts as the first of a rune.
var beginsRune = func() (t [256]bool) {
	for i := range t {
		c := byte(i)
		t[i] = c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' || c >= 0xC2 && c <= 0xF4
	}
	return t
}()

// base64Into decodes src into the capacity of dst and returns the number of bytes. It skips line breaks.
func base64Into(dst []byte, src string) int {
	for len(src) >= group && cap(dst)-len(dst) >= 3 {
		a, b, c, e := base64Value[src[0]], base64Value[src[1]], base64Value[src[2]], base64Value[src[3]]
		if a|b|c|e == noValue {
			break
		}
		dst = append(dst, a<<2|b>>4, b<<4|c>>2, c<<6|e)
		src = src[group:]
	}
	var acc uint32
	bits := 0
	for i := range len(src) {
		v := base64Value[src[i]]
		if v == noValue {
			continue
		}
		acc = acc<<6 | uint32(v)
		if bits += 6; bits >= 8 {
			bits -= 8
			dst = append(dst, byte(acc>>bits))
		}
	}
	return len(dst)
}

// padded extends the end of a run over its padding.
func padded(text string, end int) int {
	for i := 0; i < 2 && end < len(text) && text[end] == padding; i++ {
		end++
	}
	return end
}
