// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// traced passes traces through a processor and returns what came out.
func traced(tb testing.TB, cfg *Config, traces ptrace.Traces) []ptrace.Traces {
	tb.Helper()
	require.NoError(tb, cfg.Validate())
	sink := new(consumertest.TracesSink)
	p, err := NewFactory().CreateTraces(context.Background(), processortest.NewNopSettings(metadata.Type), cfg, sink)
	require.NoError(tb, err)
	require.NoError(tb, p.ConsumeTraces(context.Background(), traces))
	return sink.AllTraces()
}

func TestEveryPartOfASpanIsRewritten(t *testing.T) {
	traces := ptrace.NewTraces()
	rs := traces.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("owner", mail)
	ss := rs.ScopeSpans().AppendEmpty()
	ss.Scope().Attributes().PutStr("author", mail)
	span := ss.Spans().AppendEmpty()
	span.SetName("GET /users/" + mail)
	span.Status().SetMessage("denied for " + mail)
	span.TraceState().FromRaw("vendor=" + awsKey)
	span.Attributes().PutStr("q", mail)
	event := span.Events().AppendEmpty()
	event.SetName("sent to " + mail)
	event.Attributes().PutStr("to", mail)
	link := span.Links().AppendEmpty()
	link.TraceState().FromRaw("vendor=" + awsKey)
	link.Attributes().PutStr("from", mail)

	out := traced(t, testConfig(func(c *Config) { c.Report.Locations = true }), traces)
	require.Len(t, out, 1)
	rs = out[0].ResourceSpans().At(0)
	span = rs.ScopeSpans().At(0).Spans().At(0)
	want, key := pseudonymOf(t, "email", mail), pseudonymOf(t, "aws-access-token", awsKey)
	assert.Equal(t, "GET /users/"+want, span.Name())
	assert.Equal(t, "denied for "+want, span.Status().Message())
	assert.Equal(t, "vendor="+key, span.TraceState().AsRaw())
	assert.Equal(t, want, span.Attributes().AsRaw()["q"])
	assert.Equal(t, "sent to "+want, span.Events().At(0).Name())
	assert.Equal(t, want, span.Events().At(0).Attributes().AsRaw()["to"])
	assert.Equal(t, "vendor="+key, span.Links().At(0).TraceState().AsRaw())
	assert.Equal(t, want, span.Links().At(0).Attributes().AsRaw()["from"])
	for _, owner := range []map[string]any{rs.Resource().Attributes().AsRaw(), rs.ScopeSpans().At(0).Scope().Attributes().AsRaw()} {
		assert.Equal(t, []any{"email"}, owner[schema.DLPRules])
	}
	assert.Equal(t, int64(8), span.Attributes().AsRaw()[schema.DLPFindingsCount])
	assert.Equal(t, []any{
		"name", "status.message", "trace_state", "q", "events.0.name", "events.0.to", "links.0.trace_state", "links.0.from",
	}, span.Attributes().AsRaw()[schema.DLPLocations])
}

func TestDropTakesTheSpanAndWhatItLeavesEmpty(t *testing.T) {
	cfg := testConfig(func(c *Config) { c.Actions.Rules = map[string]string{"aws-access-token": "drop"} })
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	spans.AppendEmpty().SetName("clean")
	spans.AppendEmpty().Events().AppendEmpty().Attributes().PutStr("k", awsKey)
	traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty().SetName(awsKey)
	owned := traces.ResourceSpans().AppendEmpty()
	owned.Resource().Attributes().PutStr("k", awsKey)
	owned.ScopeSpans().AppendEmpty().Spans().AppendEmpty().SetName("owned")

	out := traced(t, cfg, traces)
	require.Len(t, out, 1)
	assert.Equal(t, 1, out[0].SpanCount())
	assert.Equal(t, 1, out[0].ResourceSpans().Len())

	all := ptrace.NewTraces()
	all.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty().SetName(awsKey)
	assert.Empty(t, traced(t, cfg, all))
}
