// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package decode sees through disguise: it finds what is encoded inside a text and decodes it, level by level, so that a
// rule written for plain text also matches what somebody wrapped in base64, hex, URL, HTML or backslash escapes, gzip
// within base64, full-width letters, zero-width characters or look-alikes from another script.
//
// Every decoded text is a View that knows where it came from: a match in a view maps back to the bytes of the text it was
// decoded from, so the encoded original can be redacted. Everything is bounded; what a bound kept from being decoded is
// reported as Cut, and a caller that must not leak treats it as suspect.
package decode

import (
	"sync"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// Limits bounds the work done for one text.
type Limits struct {
	// Depth is how many encodings may be nested. Zero decodes nothing.
	Depth int
	// Bytes is how many decoded bytes may be produced for one text, over all views.
	Bytes int
}

// DefaultLimits allow four nested encodings and 8 MiB of decoded text.
var DefaultLimits = Limits{Depth: 4, Bytes: 8 << 20}

// Span is a half-open range of byte offsets.
type Span struct{ Start, End int }

// Result is what was found in one text.
type Result struct {
	// Views are the decoded texts, outer encodings first. The text itself is not among them.
	Views []*View
	// Cut are the parts of the text that hold something encoded that was not decoded, because a limit was reached.
	Cut []Span
}

// Decode returns the views of text. It allocates nothing when text holds nothing encoded.
func Decode(text string, limits Limits) Result {
	return decodeWith(text, nil, limits, false)
}

// Classified is Decode for a text whose map is there already.
func Classified(text string, classes *byteclass.Map, limits Limits) Result {
	if !mayBeEncoded(classes) {
		return Result{}
	}
	return decodeWith(text, classes, limits, false)
}

// mayBeEncoded tells whether a text has a byte that an escape may begin with, or a run as long as a blob is.
func mayBeEncoded(classes *byteclass.Map) bool {
	for i := range codecs {
		if classes.Next(codecs[i].class, 0) >= 0 {
			return true
		}
	}
	return classes.NextRun(byteclass.Base64, 0) >= 0
}

// decodeWith does without short cuts if plain is set: that is what Decode is held against.
func decodeWith(text string, classes *byteclass.Map, limits Limits, plain bool) Result {
	d := pool.Get().(*decoding)
	defer pool.Put(d)
	d.budget, d.limit, d.plain, d.classes, d.result = limits.Bytes, limits.Depth, plain, classes, Result{}
	d.level(nil, text)
	for i := 0; i < len(d.result.Views); i++ {
		d.level(d.result.Views[i], d.result.Views[i].Text)
	}
	result := d.result
	d.result, d.classes = Result{}, nil
	return result
}

var pool = sync.Pool{New: func() any { return new(decoding) }}

// decoding is the work on one text. It can be used again.
type decoding struct {
	budget  int // bytes that may still be produced
	limit   int // nesting levels allowed
	plain   bool
	classes *byteclass.Map // of the text being decoded
	own     byteclass.Map  // unless the caller has one
	parent  *View
	depth   int // of the views being added
	scratch [utf8.UTFMax]byte
	region  region
	result  Result
}

// level decodes one nesting level of text, which is the content of parent (nil for the text itself).
func (d *decoding) level(parent *View, text string) {
	d.parent, d.depth = parent, 1
	if parent != nil {
		d.depth = parent.depth + 1
	}
	if parent != nil || d.classes == nil {
		d.own.Set(text)
		d.classes = &d.own
	}
	d.blobs(text)
	for i := range codecs {
		// Folding is idempotent: what came out of it needs no second pass.
		if parent == nil || parent.Encoding != EncodingUnicode || codecs[i].encoding != EncodingUnicode {
			d.regions(text, &codecs[i])
		}
	}
}

func (d *decoding) add(v View) {
	v.parent, v.depth = d.parent, d.depth
	if d.depth > d.limit && v.Encoding != EncodingUnicode || len(v.Text) > d.budget || v.cut {
		start, end := v.Origin(0, len(v.Text))
		d.result.Cut = append(d.result.Cut, Span{start, end})
		return
	}
	d.budget -= len(v.Text)
	d.result.Views = append(d.result.Views, &v)
}

// textPrefix returns how many leading bytes of b read as text: valid UTF-8 without control characters.
func textPrefix(b []byte) int {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError {
			return i
		}
		i += size
	}
	return len(b)
}
