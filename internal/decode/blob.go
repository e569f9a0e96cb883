// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import "github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"

// minBlob is the shortest run of base64 or hex characters looked at: shorter ones decode to fewer than 12 bytes, and every
// identifier would be a candidate.
const minBlob = byteclass.LongRun

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
	for from := 0; ; {
		start, end := d.nextRun(text, from)
		if start < 0 {
			return
		}
		from = end
		d.blob(text, start, end)
	}
}

// nextRun finds the next run of at least minBlob base64 characters at or after from. There is none if start is negative.
func (d *decoding) nextRun(text string, from int) (start, end int) {
	if d.plain {
		return nextRunPlain(text, from)
	}
	start = d.classes.NextRun(byteclass.Base64, from)
	if start < 0 {
		return start, 0
	}
	return start, lineWrapped(text, start, func(at int) int { return d.classes.End(byteclass.Base64, at) })
}

// nextRunPlain is what nextRun is held against.
func nextRunPlain(text string, from int) (start, end int) {
	for start = from; start < len(text); start = end + 1 {
		end = lineWrapped(text, start, func(at int) int {
			for at < len(text) && base64Value[text[at]] != noValue {
				at++
			}
			return at
		})
		if end-start >= minBlob {
			return start, end
		}
	}
	return -1, 0
}

// wrapColumn is the shortest line that counts as wrapped base64 (PEM wraps at 64, MIME at 76).
const wrapColumn = 60

// lineWrapped returns the end of the run that begins at start, going on over line breaks where the lines are as long as
// wrapped base64 has them. endOfLine returns where base64 characters end.
func lineWrapped(text string, start int, endOfLine func(at int) int) int {
	for line := start; ; {
		end := endOfLine(line)
		next := end
		if next < len(text) && text[next] == '\r' {
			next++
		}
		if end-line < wrapColumn || next+1 >= len(text) || text[next] != '\n' || base64Value[text[next+1]] == noValue {
			return end
		}
		line = next + 1
	}
}

// blob decodes the run [start, end) of text, or the parts of it between characters that are also separators.
func (d *decoding) blob(text string, start, end int) {
	if d.hex(text, start, end) || d.base64(text, start, end) {
		return
	}
	for from := start; end-from >= minBlob; {
		to := from
		for to < end && !separates[text[to]] {
			to++
		}
		if to-from >= minBlob && to-from < end-start && !d.hex(text, from, to) {
			d.base64(text, from, to)
		}
		from = to + 1
	}
}

// separates tells which base64 characters may also stand between words.
var separates = [256]bool{'/': true, '-': true, '_': true, '+': true}

func wholeBlob(text, encoding string, start, end int) View {
	return View{Text: text, Encoding: encoding, segments: []segment{{in: start, end: end}}}
}
