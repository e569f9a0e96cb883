// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

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

// nextRun finds the next run of at least minBlob base64 characters at or after from. It reads each stretch of that length
// backwards: the first other character it meets rules out every run over it, and the next stretch begins behind it.
func nextRun(text string, from int) (start, end int, ok bool) {
	start = from
	known := from // text[start:known] is part of the run
	for last := from + minBlob - 1; last < len(text); last = start + minBlob - 1 {
		i := last
		for i >= known && base64Value[text[i]] != noValue {
			i--
		}
		if i < known {
			return start, lineWrapped(text, start, last+1), true
		}
		start, known = i+1, last+1
	}
	return 0, 0, false
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
