// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// cleanAttributes fills the attributes of a record in which there is nothing to find, with texts of its own.
func cleanAttributes(a pcommon.Map, i int) {
	a.PutStr(schema.GenAIToolName, "read_file")
	a.PutStr(schema.GenAIToolArguments, fmt.Sprintf(`{"path": "/srv/docs/plan-%d.md", "limit": 20}`, i))
	a.PutStr(schema.GenAIToolResult, strings.Repeat(fmt.Sprintf("Chapter %d. It was a dark and stormy night; nothing of note happened. ", i), 30))
	a.PutInt(schema.ResponseSize, 2048)
	a.PutEmptyMap("nested").PutStr("k", "plain words")
}

// cleanRecords returns n records of one scope in which there is nothing to find.
func cleanRecords(n int) plog.Logs {
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i := range n {
		lr := records.AppendEmpty()
		lr.Body().SetStr(fmt.Sprintf("tools/call read_file on filesystem by alice: success, %d ms", i))
		lr.SetSeverityText("INFO")
		cleanAttributes(lr.Attributes(), i)
	}
	return logs
}

func cleanSpans(n int) ptrace.Traces {
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for i := range n {
		span := spans.AppendEmpty()
		span.SetName("tools/call read_file")
		cleanAttributes(span.Attributes(), i)
		span.Events().AppendEmpty().SetName("answered")
	}
	return traces
}

func cleanPoints(n int) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	points := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty().Metrics().AppendEmpty().SetEmptyGauge().DataPoints()
	for i := range n {
		cleanAttributes(points.AppendEmpty().Attributes(), i)
	}
	return metrics
}

// allocations returns what a batch costs by itself, and what one more record does, on the way that the collector takes.
func allocations[B any](t *testing.T, batch func(n int) B, consume func(context.Context, B) error) (each, more float64) {
	t.Helper()
	of := func(n int) float64 {
		const runs = 20
		batches := make([]B, 0, runs+1)
		for range cap(batches) {
			batches = append(batches, batch(n))
		}
		next := 0
		return testing.AllocsPerRun(runs, func() {
			_ = consume(context.Background(), batches[next])
			next++
		})
	}
	of(100) // what is built on first use
	const few, many = 10, 110
	first := of(few)
	more = (of(many) - first) / (many - few)
	return first - few*more, more
}

// tallyCost is what it costs pdata to put three numbers into an empty map.
func tallyCost() float64 {
	return testing.AllocsPerRun(20, func() { (&tally{}).write(plog.NewScopeLogs().Scope().Attributes()) }) -
		testing.AllocsPerRun(20, func() { plog.NewScopeLogs().Scope().Attributes() })
}

// smallConstant is what the frame of the collector and of the processor may allocate for a batch.
const smallConstant = 8

func TestACleanRecordAllocatesNothing(t *testing.T) {
	for _, mode := range []string{cleanScope, cleanNone} {
		cfg := testConfig(func(c *Config) { c.Report.Clean = mode })
		set, ctx := processortest.NewNopSettings(metadata.Type), t.Context()
		check := func(each, more float64) {
			t.Helper()
			assert.Zero(t, more, "for one more record: %s", mode)
			assert.LessOrEqual(t, each, smallConstant+tallyCost(), "for a batch: %s", mode)
		}
		logs, err := NewFactory().CreateLogs(ctx, set, cfg, consumertest.NewNop())
		require.NoError(t, err)
		check(allocations(t, cleanRecords, logs.ConsumeLogs))
		traces, err := NewFactory().CreateTraces(ctx, set, cfg, consumertest.NewNop())
		require.NoError(t, err)
		check(allocations(t, cleanSpans, traces.ConsumeTraces))
		metrics, err := NewFactory().CreateMetrics(ctx, set, cfg, consumertest.NewNop())
		require.NoError(t, err)
		check(allocations(t, cleanPoints, metrics.ConsumeMetrics))
	}
	assert.Equal(t, cleanScope, createDefaultConfig().(*Config).Report.Clean)
}

// scoped passes logs through a processor and returns the attributes of the first scope and of its records.
func scoped(t *testing.T, mode string, logs plog.Logs) (scope map[string]any, records []map[string]any) {
	t.Helper()
	p, sink := newLogs(t, light(func(c *Config) { c.Report.Clean = mode; c.Actions.Rules = map[string]string{"iban": "drop"} }))
	require.NoError(t, p.ConsumeLogs(t.Context(), logs))
	sl := sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0)
	for _, lr := range sl.LogRecords().All() {
		records = append(records, lr.Attributes().AsRaw())
	}
	return sl.Scope().Attributes().AsRaw(), records
}

// bodies returns a scope with a record for each text.
func bodies(texts ...string) plog.Logs {
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for _, text := range texts {
		records.AppendEmpty().Body().SetStr(text)
	}
	return logs
}

func TestWhatIsSaidOfCleanRecords(t *testing.T) {
	clean, other := "nothing here", "nor here"
	own := map[string]any{schema.DLPScannedValues: int64(1), schema.DLPScannedBytes: int64(len(clean)), schema.DLPScannedCut: int64(0)}
	for _, tt := range []struct {
		mode          string
		scope, record map[string]any
	}{
		{cleanScope, map[string]any{
			schema.DLPCleanRecords: int64(2), schema.DLPCleanValues: int64(2), schema.DLPCleanBytes: int64(len(clean + other)),
		}, map[string]any{}},
		{cleanRecord, map[string]any{}, own},
		{cleanNone, map[string]any{}, map[string]any{}},
	} {
		t.Run(tt.mode, func(t *testing.T) {
			scope, records := scoped(t, tt.mode, bodies(clean, mail, "an account: "+ibanDE, other))
			assert.Equal(t, tt.scope, scope, "records with findings and dropped ones are not counted")
			require.Len(t, records, 3)
			assert.Equal(t, tt.record, records[0])
			assert.Equal(t, int64(1), records[1][schema.DLPScannedValues], "a record with findings says what was scanned")
			assert.Equal(t, int64(0), records[1][schema.DLPScannedCut])
		})
	}
}

func TestSumsOfAScopeWithoutCleanRecords(t *testing.T) {
	scope, _ := scoped(t, cleanScope, bodies(mail))
	assert.Equal(t, map[string]any{schema.DLPCleanRecords: int64(0), schema.DLPCleanValues: int64(0), schema.DLPCleanBytes: int64(0)}, scope)
	scope, _ = scoped(t, cleanScope, bodies())
	assert.Empty(t, scope, "where there are no records there is nothing to say")
}

func TestSumsAreThoseOfTheLastProcessor(t *testing.T) {
	logs := bodies("nothing here")
	scope := logs.ResourceLogs().At(0).ScopeLogs().At(0).Scope().Attributes()
	scope.PutInt(schema.DLPCleanBytes, 4111111111111111)
	scope.PutStr("library", "used by "+mail)
	got, _ := scoped(t, cleanScope, logs)
	assert.Equal(t, int64(len("nothing here")), got[schema.DLPCleanBytes])
	assert.Equal(t, int64(1), got[schema.DLPFindingsCount], "the scope's own attributes are scanned, the sums of an earlier processor are none of them")
	assert.Equal(t, []any{"library"}, got[schema.DLPFields])
	assert.NotContains(t, fmt.Sprint(got), "@")

	logs = bodies("nothing here")
	logs.ResourceLogs().At(0).ScopeLogs().At(0).Scope().Attributes().PutInt(schema.DLPCleanBytes, 4111111111111111)
	got, _ = scoped(t, cleanNone, logs)
	assert.NotContains(t, fmt.Sprint(got), card, "where no sums are written, the attribute is one like others")
}

func TestSumsOfSpans(t *testing.T) {
	out := traced(t, light(func(c *Config) { c.Report.Clean = cleanScope }), cleanSpans(3))
	ss := out[0].ResourceSpans().At(0).ScopeSpans().At(0)
	assert.Equal(t, int64(3), ss.Scope().Attributes().AsRaw()[schema.DLPCleanRecords])
	_, ok := ss.Spans().At(0).Attributes().Get(schema.DLPScannedValues)
	assert.False(t, ok)
}

// TestMetricsAreNotReportedOn: attributes are what a series is known by.
func TestMetricsAreNotReportedOn(t *testing.T) {
	for _, mode := range cleanModes {
		out := measured(t, light(func(c *Config) { c.Report.Clean = mode }), cleanPoints(2))
		sm := out[0].ResourceMetrics().At(0).ScopeMetrics().At(0)
		assert.Zero(t, sm.Scope().Attributes().Len())
		want := pcommon.NewMap()
		cleanAttributes(want, 0)
		assert.Equal(t, want.AsRaw(), sm.Metrics().At(0).Gauge().DataPoints().At(0).Attributes().AsRaw())
	}
}
