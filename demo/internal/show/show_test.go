// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/telemetry"
)

func finding(severity, detector string) telemetry.Record {
	attrs := pcommon.NewMap()
	attrs.PutStr(telemetry.Severity, severity)
	attrs.PutStr(telemetry.Detector, detector)
	attrs.PutStr(telemetry.Description, strings.Repeat("word ", 40))
	call := attrs.PutEmptySlice(telemetry.Evidence).AppendEmpty().SetEmptyMap()
	call.PutStr("time", "2026-08-01T09:30:00.25Z")
	call.PutStr("method", "tools/call")
	call.PutStr("tool", "read_file")
	call.PutStr("outcome", "success")
	return telemetry.Record{Attrs: attrs}
}

func TestFindingsComeGravestFirst(t *testing.T) {
	var out strings.Builder
	Screen{Out: &out}.Findings([]telemetry.Record{finding("low", "second"), finding("critical", "first")})
	text := out.String()
	assert.Less(t, strings.Index(text, "first"), strings.Index(text, "second"))
	assert.Contains(t, text, "│ 09:30:00.250  tools/call read_file       success")
	assert.NotContains(t, text, "\x1b[", "no colours unless asked for")
	for line := range strings.Lines(text) {
		assert.LessOrEqual(t, len(line), width+1)
	}
}

func TestMetricsKeepsOnlyWhatWasAskedFor(t *testing.T) {
	var out strings.Builder
	Screen{Out: &out}.Metrics("# HELP a\na_total 1\nb_total 2\n", "a_")
	assert.Equal(t, "  a_total 1\n", out.String())
}
