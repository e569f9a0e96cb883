// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"slices"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

const (
	// regionGap joins escapes that are no further apart than this into one region, so that a key whose every line ends in
	// an escape is decoded in one piece.
	regionGap = 256
	// regionMargin is how much plain text before the first and after the last escape belongs to the region: what a rule
	// needs to see around them.
	regionMargin = 192
)

// codec undoes one kind of escape.
type codec struct {
	encoding string
	// class is one that the first byte of every escape is of.
	class byteclass.Class
	// first is that byte, where it is always the same. Others may be of the class, too.
	first byte
	// undo decodes the escape at offset at: what it stands for, and how many bytes it takes. Zero means that there is no
	// escape here.
	undo func(out []byte, text string, at int) ([]byte, int)
}

var codecs = []codec{
	{EncodingURL, byteclass.Escape, '%', undoPercent},
	{EncodingHTML, byteclass.Ampersand, '&', undoEntity},
	{EncodingEscape, byteclass.Escape, '\\', undoBackslash},
	{EncodingUnicode, byteclass.NonASCII, 0, undoUnicode},
}

// next returns the offset of the next byte at or after from that an escape may begin with, or -1.
func (d *decoding) next(text string, c *codec, from int) int {
	if d.plain {
		return c.nextPlain(text, from)
	}
	at := d.classes.Next(c.class, from)
	for at >= 0 && c.first != 0 && text[at] != c.first {
		at = d.classes.Next(c.class, at+1)
	}
	return at
}

// nextPlain is what next is held against.
func (c *codec) nextPlain(text string, from int) int {
	for i := from; i < len(text); i++ {
		if c.first == 0 && text[i] >= utf8.RuneSelf || c.first != 0 && text[i] == c.first {
			return i
		}
	}
	return -1
}

// regions adds the decoded text of every stretch of text that holds escapes of one kind.
func (d *decoding) regions(text string, c *codec) {
	r := (*region)(nil)
	for at := d.next(text, c, 0); at >= 0; {
		out, size := c.undo(d.scratch[:0], text, at)
		if size == 0 || string(out) == text[at:at+size] {
			at = d.next(text, c, at+max(size, 1))
			continue
		}
		if r != nil && at-r.last > regionGap {
			d.add(r.finish(c.encoding))
			r = nil
		}
		if r == nil {
			r = d.region.begin(text, at)
		}
		r.escape(at, out, size)
		at = d.next(text, c, at+size)
	}
	if r != nil {
		d.add(r.finish(c.encoding))
	}
}

// region is a stretch of text being decoded. It can be used again.
type region struct {
	text     string
	out      []byte
	segments []segment
	last     int // end of the last escape
}

// begin makes r the region of an escape at offset at. It uses the memory of the region before.
func (r *region) begin(text string, at int) *region {
	*r = region{text: text, out: r.out[:0], segments: r.segments[:0], last: max(0, at-regionMargin)}
	return r
}

func (r *region) escape(at int, decoded []byte, size int) {
	r.plain(at)
	if len(decoded) > 0 {
		r.segments = append(r.segments, segment{out: len(r.out), in: at, end: at + size})
		r.out = append(r.out, decoded...)
	}
	r.last = at + size
}

// plain copies what stands between the last escape and end.
func (r *region) plain(end int) {
	if end > r.last {
		r.segments = append(r.segments, segment{out: len(r.out), in: r.last, end: end, verbatim: true})
		r.out = append(r.out, r.text[r.last:end]...)
	}
}

func (r *region) finish(encoding string) View {
	end := min(len(r.text), r.last+regionMargin)
	if len(r.segments) == 0 {
		r.segments = append(r.segments, segment{in: r.last, end: r.last})
	}
	r.plain(end)
	r.text = ""
	return View{Text: string(r.out), Encoding: encoding, segments: slices.Clone(r.segments)}
}
