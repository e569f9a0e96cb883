// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

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

// base64Into decodes src into the capacity of dst and returns the number of bytes. It skips line breaks.
func base64Into(dst []byte, src string) int {
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
