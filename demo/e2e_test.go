// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/collector"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/scenario"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/stage"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/telemetry"
)

// binary returns the built distribution. The test runs what users run, not an in-process shortcut.
func binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("OTELCOL_MCP_BINARY")
	if path == "" {
		path = "../bin/otelcol-mcp"
	}
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	require.FileExists(t, path, "run make build first")
	return path
}

// played is what one run of the scenarios left behind.
type played struct {
	audit, findings []telemetry.Record
	metrics         map[string]*dto.MetricFamily
	scrape          string
	stage           *stage.Stage
}

func play(t *testing.T) played {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "collector.log"))
	require.NoError(t, err)
	settings := collector.Settings{Binary: binary(t), Configs: []string{"../configs/quickstart.yaml"}, Dir: filepath.Dir(log.Name()), Log: log}
	st, err := stage.Open(t.Context(), settings, 42)
	require.NoError(t, err)

	_, err = st.Play(t.Context(), func(step string) { t.Log(step) })
	require.NoError(t, err)
	_, missing, err := st.WaitForFindings(t.Context(), 30*time.Second)
	require.NoError(t, err)
	assert.Empty(t, missing, "expected detectors that did not fire")

	p := played{stage: st}
	require.Eventually(t, func() bool { p.settle(t); return p.sum("mcp_auth_failures_total") == scenario.AuthBurstSize }, 30*time.Second, 200*time.Millisecond,
		"metrics follow events by one flush interval")
	require.NoError(t, st.Close())

	p.audit, err = telemetry.ReadFile(st.Collector.AuditFile())
	require.NoError(t, err)
	p.findings, err = telemetry.ReadFile(st.Collector.FindingsFile())
	require.NoError(t, err)
	return p
}

// settle scrapes the metrics anew.
func (p *played) settle(t *testing.T) {
	t.Helper()
	var err error
	p.scrape, err = p.stage.Collector.Metrics(t.Context())
	require.NoError(t, err)
	parser := expfmt.NewTextParser(model.LegacyValidation)
	p.metrics, err = parser.TextToMetricFamilies(strings.NewReader(p.scrape))
	require.NoError(t, err)
}

func TestQuickstart(t *testing.T) {
	p := play(t)
	t.Run("one audit event a call", p.auditIsComplete)
	t.Run("findings name the session and carry evidence", p.findingsPointAtTheSession)
	t.Run("metrics agree with the audit trail", p.metricsAgree)
	t.Run("no planted secret is written anywhere", p.nothingLeaks)
}

func (p played) calls() []telemetry.Record {
	var calls []telemetry.Record
	for _, r := range p.audit {
		if r.Event == telemetry.Operation && r.Get("mcp.method.name") == "tools/call" {
			calls = append(calls, r)
		}
	}
	return calls
}

func (p played) auditIsComplete(t *testing.T) {
	calls := p.calls()
	assert.Len(t, calls, stage.ToolCalls)
	versions := map[string]bool{}
	for _, c := range calls {
		for _, key := range []string{telemetry.Tool, telemetry.SessionKey, telemetry.User, "mcpsec.server.name", "mcpsec.duration", "mcpsec.outcome"} {
			assert.NotEmpty(t, c.Get(key), "%s of %q", key, c.Body)
		}
		versions[c.Get("mcp.protocol.version")] = true
	}
	assert.Contains(t, versions, scenario.Stateful)
	assert.Contains(t, versions, scenario.Stateless)
}

func (p played) findingsPointAtTheSession(t *testing.T) {
	hijacked := ""
	for _, c := range p.calls() {
		if c.Get(telemetry.User) == "erin" {
			hijacked = c.Get(telemetry.SessionKey)
		}
	}
	require.NotEmpty(t, hijacked)
	for _, f := range p.findings {
		for _, key := range []string{telemetry.Title, telemetry.Severity, telemetry.Evidence, telemetry.Runbook, "mcpsec.finding.id"} {
			assert.NotEmpty(t, f.Get(key), "%s of %q", key, f.Body)
		}
		switch f.Get(telemetry.Detector) {
		case "read_then_exfiltrate":
			assert.Equal(t, hijacked, f.Get(telemetry.SessionKey))
			assert.Equal(t, "critical", f.Get(telemetry.Severity))
			assert.Contains(t, f.Get(telemetry.Evidence), "post_webhook")
		case "tool_diversity":
			assert.Equal(t, "frank", f.Get(telemetry.User))
		}
	}
}

func (p played) metricsAgree(t *testing.T) {
	assert.InDelta(t, stage.ToolCalls, p.sum("mcp_tool_calls_total"), 0)
	assert.InDelta(t, scenario.AuthBurstSize, p.sum("mcp_auth_failures_total"), 0)
	assert.InDelta(t, len(p.findings), p.sum("mcp_findings_total"), 0)
	assert.Positive(t, p.sum("mcp_dlp_findings_total"))
	assert.Contains(t, p.metrics, "mcp_tool_call_duration_seconds")
	assert.Contains(t, p.metrics, "mcp_server_operation_duration_seconds")
}

// sum adds up every series of a counter.
func (p played) sum(name string) float64 {
	total := 0.0
	for _, m := range p.metrics[name].GetMetric() {
		total += m.GetCounter().GetValue()
	}
	return total
}

func (p played) nothingLeaks(t *testing.T) {
	leaks, err := p.stage.Leaks()
	require.NoError(t, err)
	assert.Empty(t, leaks)
	for _, secret := range p.stage.Secrets.All() {
		assert.NotContains(t, p.scrape, secret)
	}
}

func TestComponentsListsOurThree(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), binary(t), "components").Output()
	require.NoError(t, err)
	for _, name := range []string{"name: mcp", "name: dlp", "name: session_anomaly"} {
		assert.Contains(t, string(out), name)
	}
}

func TestBadConfigurationNamesTheKey(t *testing.T) {
	quickstart, err := os.ReadFile("../configs/quickstart.yaml")
	require.NoError(t, err)
	for _, tt := range []struct{ name, old, replacement, want string }{
		{"unknown key of the receiver", "      routes:", "      rutes:", "rutes"},
		{"unknown key of the processor", "  dlp:\n", "  dlp:\n    ruels: []\n", "ruels"},
		{"unknown key of the connector", "  session_anomaly:\n", "  session_anomaly:\n    detektors: {}\n", "detektors"},
		{"upstream that is no URL", "${env:OTELCOL_MCP_UPSTREAM:-http://localhost:3000/mcp}", "localhost", "upstream"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			broken := strings.Replace(string(quickstart), tt.old, tt.replacement, 1)
			require.NotEqual(t, string(quickstart), broken)
			file := filepath.Join(t.TempDir(), "config.yaml")
			require.NoError(t, os.WriteFile(file, []byte(broken), 0o600))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			out, err := exec.CommandContext(ctx, binary(t), "validate", "--config", file).CombinedOutput()
			require.Error(t, err)
			assert.Contains(t, string(out), tt.want)
			assert.NotContains(t, string(out), "panic")
		})
	}
}
