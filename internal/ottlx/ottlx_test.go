// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ottlx

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func readOnlyLog(t *testing.T) Log {
	t.Helper()
	logs := plog.NewLogs()
	rl := logs.ResourceLogs().AppendEmpty()
	rl.Resource().Attributes().PutStr("service.name", "crm")
	sl := rl.ScopeLogs().AppendEmpty()
	lr := sl.LogRecords().AppendEmpty()
	lr.Body().SetStr(`MCP_AUDIT: {"tool":"read"}`)
	logs.MarkReadOnly()
	return OfLog(rl, sl, lr)
}

func TestExpressionsReadAReadOnlyRecord(t *testing.T) {
	p, err := Logs(componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	log := readOnlyLog(t)
	defer log.Close()

	let, err := p.Let("j", `ParseJSON(ExtractPatterns(log.body, "MCP_AUDIT: (?P<json>.*)")["json"])`)
	require.NoError(t, err)
	require.NoError(t, let.Eval(t.Context(), log))
	tool, err := p.Value(`log.cache["j"]["tool"]`)
	require.NoError(t, err)
	v, err := tool.Eval(t.Context(), log)
	require.NoError(t, err)
	assert.Equal(t, "read", v)

	conditions, err := p.Conditions([]string{`resource.attributes["service.name"] == "other"`, `resource.attributes["service.name"] == "crm"`})
	require.NoError(t, err)
	holds, err := conditions.Any(t.Context(), log)
	require.NoError(t, err)
	assert.True(t, holds)
}

func TestSpans(t *testing.T) {
	p, err := Spans(componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	traces := ptrace.NewTraces()
	rs := traces.ResourceSpans().AppendEmpty()
	ss := rs.ScopeSpans().AppendEmpty()
	s := ss.Spans().AppendEmpty()
	s.SetName("tools/call read")
	traces.MarkReadOnly()
	span := OfSpan(rs, ss, s)
	defer span.Close()
	name, err := p.Value(`span.name`)
	require.NoError(t, err)
	v, err := name.Eval(t.Context(), span)
	require.NoError(t, err)
	assert.Equal(t, "tools/call read", v)
}

func TestWhatChangesTelemetryIsRefused(t *testing.T) {
	p, err := Logs(componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	for _, tt := range []struct{ name, expression string }{
		{"editor", `set(log.body, "x")`},
		{"unknown path", `log.nonsense`},
		{"path without context", `attributes["x"]`},
		{"breaking out", `"x"), set(log.body, "y"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := p.Value(tt.expression)
			require.Error(t, err)
			_, err = p.Let("x", tt.expression)
			require.Error(t, err)
		})
	}
	_, err = p.Let(`x"], "y")`, `"z"`)
	require.ErrorContains(t, err, "must be 1 to 64 characters")
}

func TestAFailingConditionDoesNotHold(t *testing.T) {
	p, err := Logs(componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	log := readOnlyLog(t)
	defer log.Close()
	conditions, err := p.Conditions([]string{`ParseJSON(log.body)["a"] == "b"`})
	require.NoError(t, err)
	holds, err := conditions.Any(t.Context(), log)
	require.Error(t, err)
	assert.False(t, holds)
}
