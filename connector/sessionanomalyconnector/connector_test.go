// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// rig is a connector used in a metrics and a logs pipeline.
type rig struct {
	toMetrics, toLogs connector.Logs
	metrics           *consumertest.MetricsSink
	logs              *consumertest.LogsSink
}

func newRig(t *testing.T, cfg *Config) *rig {
	t.Helper()
	return newRigOn(t, cfg, componenttest.NewNopHost())
}

func newRigOn(t *testing.T, cfg *Config, host component.Host) *rig {
	t.Helper()
	r := &rig{metrics: new(consumertest.MetricsSink), logs: new(consumertest.LogsSink)}
	f, set := NewFactory(), connectortest.NewNopSettings(metadata.Type)
	var err error
	r.toMetrics, err = f.CreateLogsToMetrics(t.Context(), set, cfg, r.metrics)
	require.NoError(t, err)
	r.toLogs, err = f.CreateLogsToLogs(t.Context(), set, cfg, r.logs)
	require.NoError(t, err)
	require.NoError(t, r.toMetrics.Start(t.Context(), host))
	require.NoError(t, r.toLogs.Start(t.Context(), host))
	return r
}

// consume gives both sides the same data, as a pipeline does.
func (r *rig) consume(t *testing.T, logs plog.Logs) {
	t.Helper()
	logs.MarkReadOnly()
	require.NoError(t, r.toMetrics.ConsumeLogs(t.Context(), logs))
	require.NoError(t, r.toLogs.ConsumeLogs(t.Context(), logs))
}

func (r *rig) shutdown(t *testing.T) {
	t.Helper()
	require.NoError(t, r.toMetrics.Shutdown(t.Context()))
	require.NoError(t, r.toLogs.Shutdown(t.Context()))
}

// findings lists the findings by detector.
func (r *rig) findings() map[string]int {
	n := make(map[string]int)
	r.eachFinding(func(record plog.LogRecord) {
		detector, _ := record.Attributes().Get(schema.FindingDetector)
		n[detector.Str()]++
	})
	return n
}

func (r *rig) eachFinding(visit func(plog.LogRecord)) { eachRecord(r.logs, visit) }

func eachRecord(sink *consumertest.LogsSink, visit func(plog.LogRecord)) {
	for _, logs := range sink.AllLogs() {
		for _, rl := range logs.ResourceLogs().All() {
			for _, record := range rl.ScopeLogs().At(0).LogRecords().All() {
				visit(record)
			}
		}
	}
}

// sums adds up the last values of every counter.
func (r *rig) sums() map[string]int64 {
	n := make(map[string]int64)
	all := r.metrics.AllMetrics()
	if len(all) == 0 {
		return n
	}
	for _, m := range all[len(all)-1].ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
		if m.Type() != pmetric.MetricTypeSum {
			continue
		}
		for _, p := range m.Sum().DataPoints().All() {
			n[m.Name()] += p.IntValue()
		}
	}
	return n
}

type record map[string]any

// logsOf makes one batch of operations, a second apart.
func logsOf(tb testing.TB, start time.Time, records ...record) plog.Logs {
	tb.Helper()
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i, attrs := range records {
		lr := list.AppendEmpty()
		lr.SetEventName(schema.EventOperation)
		lr.SetTimestamp(pcommon.NewTimestampFromTime(start.Add(time.Duration(i) * time.Second)))
		require.NoError(tb, lr.Attributes().FromRaw(attrs))
	}
	return logs
}

func defaultConfig() *Config { return createDefaultConfig().(*Config) }

func authFailure(address string) record {
	return record{schema.MCPMethodName: "tools/call", schema.ServerName: "crm", schema.Outcome: schema.OutcomeAuthFailed, schema.ClientAddress: address}
}

func toolCall(session, tool string) record {
	return record{
		schema.MCPMethodName: "tools/call", schema.GenAIToolName: tool, schema.ServerName: "crm", schema.UserID: "alice",
		schema.Outcome: schema.OutcomeSuccess, schema.Duration: 0.045, schema.SessionKey: session, schema.GenAIAgentName: "bot",
	}
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestAuthFailureBurstFromTheComponent(t *testing.T) {
	r := newRig(t, defaultConfig())
	for range 6 {
		r.consume(t, logsOf(t, noon, authFailure("192.0.2.7")))
	}
	r.consume(t, logsOf(t, noon, authFailure("192.0.2.8")))
	r.shutdown(t)

	assert.Equal(t, map[string]int{"auth_failure_burst": 1}, r.findings())
	sums := r.sums()
	assert.Equal(t, int64(7), sums[schema.MetricAuthFailures], "each record is taken once, though two sides were given it")
	assert.Equal(t, int64(1), sums[schema.MetricFindings])
}

func TestMetricsOfAnOrdinarySession(t *testing.T) {
	r := newRig(t, defaultConfig())
	failed := toolCall("s1", "read_file")
	failed[schema.Outcome], failed[schema.ErrorType] = schema.OutcomeToolError, "tool_error"
	found := toolCall("s1", "read_file")
	found[schema.DLPFindingsCount] = 3
	found[schema.DLPRules], found[schema.DLPActions] = []any{"email", "jwt"}, []any{"pseudonym", "pseudonym"}
	found[schema.DLPCounts] = []any{2, 1}
	r.consume(t, logsOf(t, noon, toolCall("s1", "read_file"), failed, found))
	r.shutdown(t)

	sums := r.sums()
	assert.Equal(t, int64(3), sums[schema.MetricToolCalls])
	assert.Equal(t, int64(1), sums[schema.MetricToolCallErrors])
	assert.Equal(t, int64(3), sums[schema.MetricDLPFindings])
	assert.Empty(t, r.findings())
}

func TestWrongTypesAreAbsent(t *testing.T) {
	r := newRig(t, defaultConfig())
	r.consume(t, logsOf(t, noon,
		record{schema.MCPMethodName: 7, schema.GenAIToolName: []any{"x"}, schema.Duration: "soon", schema.SessionKey: true, schema.DLPFindingsCount: 1, schema.DLPRules: "none"},
		record{schema.Duration: "0.5", schema.MCPMethodName: "ping", schema.ToolsInventory: "not json"},
	))
	r.shutdown(t)
	assert.Empty(t, r.findings())
}

func TestCardinalityIsCapped(t *testing.T) {
	cfg := defaultConfig()
	cfg.Metrics.CardinalityLimit = 10
	r := newRig(t, cfg)
	for i := range 100 {
		r.consume(t, logsOf(t, noon, toolCall("s1", "tool"+strconv.Itoa(i))))
	}
	r.shutdown(t)
	assert.Equal(t, int64(100), r.sums()[schema.MetricToolCalls], "the overflow series takes the rest")
}
