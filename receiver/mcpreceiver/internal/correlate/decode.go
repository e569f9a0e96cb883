// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/coding"
)

// decode returns a body without its content codings, read from the copy. Traffic keeps them.
func (t *Tracker) decode(body []byte, h http.Header) ([]byte, bool) {
	names, err := coding.Parse(h["Content-Encoding"])
	if err == nil && len(names) == 0 {
		return body, true
	}
	if err == nil {
		body, err = coding.Decode(bytes.NewReader(body), names, int64(t.MaxDecoded))
	}
	if err != nil {
		t.Anomaly(AnomalyEncoding)
		return nil, false
	}
	return body, true
}

// isJSON says whether an answer claims to be JSON, or claims nothing.
func isJSON(h http.Header) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "" || kind == "application/json" || strings.HasSuffix(kind, "+json")
}
