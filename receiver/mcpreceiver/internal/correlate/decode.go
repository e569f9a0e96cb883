// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
)

// decode returns a body without its content encoding, read from the copy. Traffic keeps the encoding.
func (t *Tracker) decode(body []byte, h http.Header) ([]byte, bool) {
	encoding := strings.ToLower(strings.TrimSpace(h.Get("Content-Encoding")))
	if encoding == "" || encoding == "identity" {
		return body, true
	}
	r, err := decoder(encoding, body)
	if err != nil || r == nil {
		t.Anomaly(AnomalyEncoding)
		return nil, false
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(t.MaxDecoded)+1))
	if err != nil || len(plain) > t.MaxDecoded {
		t.Anomaly(AnomalyEncoding)
		return nil, false
	}
	return plain, true
}

// decoder returns a reader for an encoding, or nil for one that is not known.
func decoder(encoding string, body []byte) (io.Reader, error) {
	switch encoding {
	case "gzip", "x-gzip":
		return gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if r, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			return r, nil
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	}
	return nil, nil
}

// isJSON says whether an answer claims to be JSON, or claims nothing.
func isJSON(h http.Header) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "" || kind == "application/json" || strings.HasSuffix(kind, "+json")
}
