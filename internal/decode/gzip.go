// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"bytes"
	"compress/gzip"
	"io"
)

// gzipFirst is the first byte of gzip (RFC 1952, section 2.3.1).
const gzipFirst = 0x1f

func isGzip(b []byte) bool { return len(b) > 3 && b[0] == gzipFirst && b[1] == 0x8b && b[2] == 8 }

// gunzip returns the decompressed content, at most limit bytes of it. A stream that was truncated gives what it holds; nil
// means that nothing could be read. complete is false when the limit stopped it.
func gunzip(b []byte, limit int) (content []byte, complete bool) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, true
	}
	// A stream that breaks off is read as far as it goes: a captured blob is often cut.
	content, _ = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if len(content) > limit {
		return content[:limit], false
	}
	if len(content) == 0 {
		return nil, true
	}
	return content, true
}

func gzipView(content []byte, complete bool, start, end int) View {
	v := wholeBlob(string(content), EncodingGzip, start, end)
	v.cut = !complete
	return v
}
