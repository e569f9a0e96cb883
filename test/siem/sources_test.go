// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

var update = flag.Bool("update", false, "write what the mappings give to testdata/sources/<name>/expected.json")

// TestSources runs every configs/sources/<name>.yaml over testdata/sources/<name>/input.* and compares the audit events
// with expected.json. The dlp processor is left out: what it finds is its own tests' business.
func TestSources(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(rig.Root(t), "configs", "sources", "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join("testdata", "sources", name)
			got := source(t, file, dir)
			golden := filepath.Join(dir, "expected.json")
			if *update {
				raw, err := json.MarshalIndent(got, "", "  ")
				require.NoError(t, err)
				require.NoError(t, os.WriteFile(golden, append(raw, '\n'), 0o600))
			}
			raw, err := os.ReadFile(golden)
			require.NoError(t, err)
			var want []event
			require.NoError(t, json.Unmarshal(raw, &want))
			assert.Equal(t, want, got)
		})
	}
}

// event is what expected.json holds of a record or span.
type event struct {
	Time       string         `json:"time"`
	Event      string         `json:"event,omitempty"`
	Severity   string         `json:"severity,omitempty"`
	Body       string         `json:"body,omitempty"`
	Attributes map[string]any `json:"attributes"`
}

func source(t *testing.T, config, dir string) []event {
	t.Helper()
	out, port := t.TempDir(), rig.Addr(t)
	env := map[string]string{"OTELCOL_MCP_DIR": out, "OTELCOL_MCP_OTLP_HTTP": port, "OTELCOL_MCP_OTLP_GRPC": rig.Addr(t)}
	input, err := filepath.Abs(filepath.Join(dir, "input.log"))
	require.NoError(t, err)
	signal, start := "logs", ""
	if _, err := os.Stat(input); err == nil {
		env["OTELCOL_MCP_SOURCE"] = input
		start = "receivers: { file_log: { start_at: beginning } }\n"
	} else {
		raw, err := os.ReadFile(filepath.Join(dir, "input.json"))
		require.NoError(t, err)
		if bytes.Contains(raw, []byte("resourceSpans")) {
			signal = "traces"
		}
	}
	overlay := start + "service: { pipelines: { " + signal + "/audit: { processors: [memory_limiter, transform/source, filter/source] } } }\n"
	c := rig.New(t, config, overlay, env)
	c.Start()
	if start == "" {
		post(t, "http://"+port+"/v1/"+signal, filepath.Join(dir, "input.json"))
	}
	var events []event
	require.Eventually(t, func() bool {
		next := readEvents(t, filepath.Join(out, "audit.jsonl"), signal)
		settled := len(next) > 0 && len(next) == len(events)
		events = next
		return settled
	}, rig.Patience, 500*time.Millisecond, "%s", c.Logs())
	c.Stop()
	assert.NotContains(t, c.Logs(), "failed to execute statement", "every statement of the mapping worked")
	return events
}

func post(t *testing.T, url, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(raw))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusOK, resp.StatusCode)
}

func readEvents(t *testing.T, path, signal string) []event {
	t.Helper()
	raw, _ := os.ReadFile(path)
	var out []event
	for line := range bytes.SplitSeq(bytes.TrimSpace(raw), []byte("\n")) {
		if signal == "traces" {
			if traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(line); err == nil {
				out = append(out, spans(traces)...)
			}
			continue
		}
		if logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(line); err == nil {
			out = append(out, records(logs)...)
		}
	}
	return out
}

func records(logs plog.Logs) []event {
	var out []event
	for _, rl := range logs.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, r := range sl.LogRecords().All() {
				attrs := rig.Plain(r.Attributes().AsRaw()).(map[string]any)
				delete(attrs, "log.file.name") // the receiver's own
				out = append(out, event{
					Time: r.Timestamp().AsTime().Format(time.RFC3339Nano), Event: r.EventName(), Severity: r.SeverityText(),
					Body: r.Body().AsString(), Attributes: attrs,
				})
			}
		}
	}
	return out
}

func spans(traces ptrace.Traces) []event {
	var out []event
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, s := range ss.Spans().All() {
				attrs := rig.Plain(s.Attributes().AsRaw()).(map[string]any)
				out = append(out, event{Time: s.StartTimestamp().AsTime().Format(time.RFC3339Nano), Event: s.Name(), Attributes: attrs})
			}
		}
	}
	return out
}
