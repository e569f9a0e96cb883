// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"encoding/hex"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// parseTraceParent reads a W3C traceparent: 00-<32 hex>-<16 hex>-<2 hex>.
func parseTraceParent(s string) (pcommon.TraceID, pcommon.SpanID, bool) {
	var (
		tid pcommon.TraceID
		sid pcommon.SpanID
	)
	if len(s) < 55 || s[2] != '-' || s[35] != '-' || s[52] != '-' || s[:2] == "ff" {
		return tid, sid, false
	}
	if _, err := hex.Decode(tid[:], []byte(s[3:35])); err != nil || tid.IsEmpty() {
		return tid, sid, false
	}
	if _, err := hex.Decode(sid[:], []byte(s[36:52])); err != nil || sid.IsEmpty() {
		return tid, sid, false
	}
	return tid, sid, true
}

func validUTF8(b []byte) string { return strings.ToValidUTF8(string(b), "\ufffd") }
