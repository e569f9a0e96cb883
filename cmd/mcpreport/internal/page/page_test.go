// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
)

func draw(t *testing.T, r *report.Report) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, Render(&out, r))
	return out.String()
}

func TestHostileTextStaysText(t *testing.T) {
	html := draw(t, &report.Report{
		Findings: []report.Finding{{
			Title: `<script>alert(1)</script>`, Severity: `"><img src=x onerror=alert(1)>`, Session: `</style><u>`,
			Runbook: "javascript:alert(1)", Evidence: []report.Call{{Tool: "<svg onload=alert(1)>", Time: "<i>"}},
		}},
		Users: []report.User{{User: "</title><script>"}},
		Tools: []report.Tool{{Tool: "x", Calls: 1}},
	})
	for _, bad := range []string{"<script", "<img", "<u>", "<i>", "<svg onload", `href="javascript`} {
		assert.NotContains(t, html, bad)
	}
	assert.Contains(t, html, "&lt;script&gt;alert(1)")
}

func TestPageAsksForNothing(t *testing.T) {
	html := draw(t, &report.Report{Findings: []report.Finding{{Runbook: "https://example.com/ir-x.md"}}})
	assert.Contains(t, html, "default-src 'none'")
	assert.NotRegexp(t, `(?i)<(script|link|iframe|img|object|embed)\b|\bsrc=|@import|url\(`, html)
	assert.Contains(t, html, `<a href="https://example.com/ir-x.md" rel="noreferrer">ir-x</a>`)
}

func TestEmptyReportIsAPage(t *testing.T) {
	html := draw(t, &report.Report{Verdict: report.Verdict{Level: "look", Text: "No event in this range."}})
	assert.Contains(t, html, "No events in this range.")
	assert.Contains(t, html, "No findings in this range.")
	assert.NotContains(t, html, "NaN")
}

func TestGridReachesTheHighestBar(t *testing.T) {
	for _, tt := range []struct {
		highest int
		roof    float64
		lines   int
	}{{0, 1, 2}, {1, 1, 2}, {3, 3, 4}, {4, 4, 5}, {7, 8, 5}, {250, 300, 4}, {999, 1000, 3}, {4300, 6000, 4}} {
		lines, roof := grid(tt.highest)
		assert.Equal(t, tt.roof, roof, "%d", tt.highest)
		assert.Len(t, lines, tt.lines, "%d", tt.highest)
	}
}

func TestEveryStackStaysInThePlot(t *testing.T) {
	slots := make([]report.Slot, 40)
	for i := range slots {
		slots[i] = report.Slot{Start: time.Unix(int64(i)*3600, 0).UTC(), Succeeded: i * i, Failed: i, Refused: 1, Findings: i % 2, Worst: "high"}
	}
	drawn := timelineOf(slots)
	assert.LessOrEqual(t, len(drawn.Marks), labels)
	for _, s := range drawn.Stacks {
		assert.LessOrEqual(t, s.X+s.Width, width-right+0.01)
		for _, r := range s.Rects {
			assert.GreaterOrEqual(t, r.Y, top-5)
		}
		assert.GreaterOrEqual(t, s.MarkY, 0.0)
	}
}

func TestFormats(t *testing.T) {
	assert.Equal(t, "1\u202f234\u202f567", number(1234567))
	assert.Equal(t, "999", number(999))
	assert.Equal(t, "–", seconds(0))
	assert.Equal(t, "250\u00a0µs", seconds(0.00025))
	assert.Equal(t, "45\u00a0ms", seconds(0.045))
	assert.Equal(t, "1.50\u00a0s", seconds(1.5))
	assert.Equal(t, "[mcp-session:k1:9c…6a25f18]", short("[mcp-session:k1:9c41d07be6a25f18]"))
}
