// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
)

var noon = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

func call(at time.Time, outcome string, more map[string]any) *otlplog.Record {
	attrs := map[string]any{
		"mcp.method.name": "tools/call", "gen_ai.tool.name": "read", "mcpsec.server.name": "files", "mcpsec.outcome": outcome,
		"mcpsec.duration": 0.1, "mcpsec.session.key": "s1", "user.id": "alice",
	}
	maps.Copy(attrs, more)
	return &otlplog.Record{Time: at, Event: "mcp.operation", Attrs: attrs}
}

func found(at time.Time, severity, dedup string) *otlplog.Record {
	return &otlplog.Record{Time: at, Event: "mcpsec.finding", Attrs: map[string]any{
		"mcpsec.finding.id": "f", "mcpsec.finding.severity": severity, "mcpsec.finding.detector": "novel_tool",
		"mcpsec.finding.dedup_key": dedup, "mcpsec.session.key": "s1", "user.id": "alice",
	}}
}

func TestCounting(t *testing.T) {
	b := New(Options{})
	b.Add(call(noon, "success", nil))
	b.Add(call(noon, "tool_error", nil))
	b.Add(call(noon, "access_denied", map[string]any{"user.id": "mallory", "mcpsec.session.key": "s2"}))
	b.Add(call(noon, "success", map[string]any{"mcp.method.name": "tools/list", "gen_ai.tool.name": ""}))
	b.Add(call(noon, "success", map[string]any{
		"dlp.findings.rules": []any{"email", "iban"}, "dlp.findings.categories": []any{"pii"},
		"dlp.findings.actions": []any{"mask", "mask"}, "dlp.findings.counts": []any{int64(3)},
	}))
	for _, event := range []string{"mcp.notification", "mcp.session.start", "mcp.session.end"} {
		b.Add(&otlplog.Record{Time: noon, Event: event, Attrs: map[string]any{"mcpsec.outcome": "success"}})
	}
	r := b.Report(noon, nil)

	assert.Equal(t, Totals{
		Operations: 5, Calls: 4, Succeeded: 2, Failed: 1, Refused: 1, SuccessRate: 0.5, Sessions: 2, Users: 2, Servers: 1, Tools: 1, DLPMatches: 4,
	}, r.Totals)
	assert.Equal(t, []Tool{{Tool: "read", Server: "files", Calls: 4, Failed: 2, P95: r.Tools[0].P95}}, r.Tools)
	assert.InDelta(t, 0.1, r.Tools[0].P95, 0.0025)
	assert.Equal(t, []Refusal{{Outcome: "access_denied", Who: "mallory", Tool: "read", Count: 1}}, r.Refusals)
	assert.Equal(t, []DLP{{"email", "pii", "mask", 3}, {"iban", "", "mask", 1}}, r.DLP)
	assert.Equal(t, Count{"success", 3, 0.6}, r.Outcomes[0])
	assert.Equal(t, "look", r.Verdict.Level, "few calls succeeded")
}

func TestRangeIsFromInclusiveToExclusive(t *testing.T) {
	b := New(Options{From: noon, To: noon.Add(time.Hour)})
	for _, at := range []time.Duration{-1, 0, time.Hour - 1, time.Hour} {
		b.Add(call(noon.Add(at), "success", nil))
	}
	assert.Equal(t, 2, b.Report(noon, nil).Totals.Calls)
}

func TestRepeatedFindingsAreOne(t *testing.T) {
	b := New(Options{})
	b.Add(found(noon.Add(time.Minute), "high", "a"))
	b.Add(found(noon, "high", "a"))
	b.Add(found(noon, "critical", "a"))
	b.Add(found(noon, "low", "b"))
	r := b.Report(noon, nil)
	assert.Equal(t, 4, r.Totals.Findings)
	assert.Len(t, r.Findings, 3)
	assert.Equal(t, "critical", r.Findings[0].Severity, "the worst first")
	assert.Equal(t, noon, r.Findings[1].Time, "the first of those that are equal")
	assert.Equal(t, 1, r.Findings[1].Repeated)
	assert.Equal(t, "act", r.Verdict.Level)
	assert.Equal(t, 100, r.Sessions[0].Score, "one detector counts once, with its worst")
}

func TestFindingsPastTheLimitAreCounted(t *testing.T) {
	b := New(Options{Top: 1})
	for i := range maxFindings + 7 {
		b.Add(found(noon, "low", strconv.Itoa(i)))
	}
	r := b.Report(noon, nil)
	assert.Len(t, r.Findings, listFactor)
	assert.Equal(t, maxFindings+7-listFactor, r.More)
}

func TestTablesAreBounded(t *testing.T) {
	b := New(Options{})
	for i := range maxKeys + 10 {
		b.Add(call(noon, "success", map[string]any{"user.id": strconv.Itoa(i), "mcpsec.session.key": strconv.Itoa(i)}))
	}
	r := b.Report(noon, nil)
	assert.Equal(t, maxKeys+10, r.Totals.Calls)
	assert.Equal(t, maxKeys, r.Totals.Users)
	assert.Len(t, r.Notes, 1)
}

func TestEmptyRangeSaysSo(t *testing.T) {
	r := New(Options{From: noon, To: noon.Add(time.Hour)}).Report(noon, nil)
	assert.Equal(t, "look", r.Verdict.Level)
	assert.Contains(t, r.Verdict.Text, "No event")
	assert.Empty(t, r.Timeline)
}

func TestTimelineHasARoundStepAndNoGaps(t *testing.T) {
	for _, tt := range []struct {
		name  string
		span  time.Duration
		step  string
		slots int
	}{
		{"a minute", time.Minute, "1 minute", 2},
		{"an hour", time.Hour, "5 minutes", 13},
		{"a day", 24 * time.Hour, "30 minutes", 49},
		{"a week", 7 * 24 * time.Hour, "6 hours", 29},
		{"a year", 365 * 24 * time.Hour, "7 days", 53},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := New(Options{})
			b.Add(call(noon, "success", nil))
			b.Add(call(noon.Add(tt.span), "success", nil))
			r := b.Report(noon, nil)
			assert.Equal(t, tt.step, r.Step)
			assert.InDelta(t, tt.slots, len(r.Timeline), 1)
			n := 0
			for _, s := range r.Timeline {
				n += s.Succeeded
			}
			assert.Equal(t, 2, n, "every call is in a step")
		})
	}
}

func TestQuantilesAreWithinTwoAndAHalfPercent(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var d durations
	exact := make([]float64, 20_000)
	for i := range exact {
		exact[i] = 0.03 * math.Exp(1.5*rng.NormFloat64())
		d.add(exact[i])
	}
	slices.Sort(exact)
	for _, q := range []float64{0.5, 0.95, 0.99} {
		want := exact[int(q*float64(len(exact)))]
		assert.InEpsilon(t, want, d.quantile(q), 0.026, "p%g", 100*q)
	}
	d.add(math.NaN())
	d.add(-1)
	assert.Equal(t, len(exact), d.summary().Count, "what is no duration is left out")
}

func TestRetention(t *testing.T) {
	source := Source{Kind: "audit", Stats: otlplog.Stats{Bytes: 5_000_000}, Oldest: noon.Add(-100 * day), Newest: noon.Add(-99*day - 12*time.Hour)}
	r := advise([]Source{source}, noon)
	assert.Equal(t, int64(10_000_000), r.Kinds[0].PerDay)
	assert.Equal(t, int64(900_000_000), r.Kinds[0].DiskAfter)
	assert.Contains(t, r.Advice[0], "100 days old, beyond the 90 days")
	assert.Contains(t, r.Advice[1], "900.0 MB for 90 days")
}
