// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import "sort"

// Encodings a view can be decoded from.
const (
	EncodingBase64  = "base64"
	EncodingGzip    = "gzip"
	EncodingHex     = "hex"
	EncodingURL     = "url"
	EncodingHTML    = "html"
	EncodingEscape  = "escape"
	EncodingUnicode = "unicode"
)

// View is one decoded text. It is immutable once Decode has returned it.
type View struct {
	// Text is the decoded text.
	Text string
	// Encoding is what was decoded last to get it.
	Encoding string

	parent   *View
	depth    int
	cut      bool
	segments []segment
}

// segment says where a stretch of decoded bytes, up to the next segment, came from.
type segment struct {
	out int // first decoded byte
	in  int // first byte in the parent
	end int // one past the last byte in the parent
	// verbatim segments were copied byte for byte; of the others every byte stands for the whole of [in, end).
	verbatim bool
}

// Origin maps a range of the view to the range of the original text it was decoded from. The range of a blob (base64, hex)
// is always the whole blob.
func (v *View) Origin(start, end int) (from, to int) {
	for ; v != nil; v = v.parent {
		start, end = v.inParent(start, end)
	}
	return start, end
}

// Depth returns how many encodings lie between the view and the original text.
func (v *View) Depth() int { return v.depth }

func (v *View) inParent(start, end int) (from, to int) {
	if end <= start {
		end = start + 1
	}
	first, last := v.segmentAt(start), v.segmentAt(end-1)
	from, to = first.in, last.end
	if first.verbatim {
		from += start - first.out
	}
	if last.verbatim {
		to = last.in + end - last.out
	}
	return from, to
}

func (v *View) segmentAt(pos int) segment {
	i := sort.Search(len(v.segments), func(i int) bool { return v.segments[i].out > pos })
	return v.segments[max(i-1, 0)]
}
