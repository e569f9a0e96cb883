// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/daytest"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
)

var update = flag.Bool("update", false, "write what the tests compare with")

var now = daytest.Start.Add(24 * time.Hour)

// aDay is a folder with an invented day of traffic.
func aDay(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, write := range map[string]func(io.Writer) error{"audit.jsonl": daytest.Audit, "findings.jsonl": daytest.Findings} {
		file, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		require.NoError(t, write(file))
		require.NoError(t, file.Close())
	}
	return dir
}

func TestTextOfADay(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-dir", aDay(t), "-last", "24h", "-top", "5"}, &out, now))
	golden := filepath.Join("testdata", "day.txt")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(out.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), out.String(), "run go test -update and read the difference")
}

func TestJSONOfATimeRange(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-dir", aDay(t), "-from", "2026-11-20T14:00", "-to", "2026-11-20T15:00", "-format", "json"}, &out, now))
	var r report.Report
	require.NoError(t, json.Unmarshal([]byte(out.String()), &r))
	assert.Equal(t, "act", r.Verdict.Level)
	assert.Equal(t, 2, r.Severity["critical"])
	assert.Zero(t, r.Severity["high"], "the night's finding is out of range")
	assert.Equal(t, "[mcp-session:k1:9c41d07be6a25f18]", r.Sessions[0].Key)
	assert.Len(t, r.Findings[0].Evidence, 4)
}

// TestOCSFFindings reads what the connector writes with findings::format: ocsf and a body encoding, one event a line.
func TestOCSFFindings(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-findings", "testdata/ocsf.jsonl", "-format", "json"}, &out, now))
	var r report.Report
	require.NoError(t, json.Unmarshal([]byte(out.String()), &r))
	assert.Equal(t, map[string]int{"critical": 1, "high": 1}, r.Severity)
	require.Len(t, r.Findings, 2)
	f := r.Findings[0]
	assert.Equal(t, []string{"AML.T0085.001", "AML.T0086", "MCP10:2025", "MCP01:2025", "ASI02", "LLM02", "SAFE-T1914", "SAFE-T1911"}, f.IDs)
	assert.Len(t, f.Evidence, 5)
	last := f.Evidence[4]
	assert.Equal(t, []string{"tools/call", "post_webhook", "default", "success", "sent the content"},
		[]string{last.Method, last.Tool, last.Server, last.Outcome, last.Role})
	f.IDs, f.Evidence = nil, nil
	assert.Equal(t, report.Finding{
		Time: time.UnixMilli(1795246370782).UTC(), ID: "f-cb9e6cb4c5f57b68", Severity: "critical", Detector: "read_then_exfiltrate",
		Title: "Content of read_file left through post_webhook", Description: f.Description, Session: "[mcp-session:rnd:7fc5f4de6fc92e97]",
		User: "erin", Server: "default", Tool: "post_webhook", Client: "127.0.0.1", Runbook: f.Runbook, Confidence: 0.95, Observed: 72,
		Baseline: f.Baseline,
	}, f)
	assert.Contains(t, f.Runbook, "ir-data-exfiltration")
}

func TestHTMLToAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, run([]string{"-dir", aDay(t), "-format", "html", "-o", path}, io.Discard, now))
	html, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(html), "2 critical findings to act on now")
}

func TestNoFindingsFileIsNoMistake(t *testing.T) {
	dir := aDay(t)
	require.NoError(t, os.Remove(filepath.Join(dir, "findings.jsonl")))
	var out strings.Builder
	require.NoError(t, run([]string{"-dir", dir}, &out, now))
	assert.Contains(t, out.String(), "No findings.")
}

func TestMistakesAreNamed(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"no file", "no such file", []string{"-dir", "/nowhere"}},
		{"format", "text, json or html", []string{"-format", "pdf"}},
		{"time", "2006-01-02", []string{"-from", "yesterday"}},
		{"order", "before -to", []string{"-from", "2026-01-02", "-to", "2026-01-01"}},
		{"last and from", "excludes", []string{"-last", "1h", "-from", "2026-01-02"}},
		{"top", "1 to 1000", []string{"-top", "0"}},
		{"argument", "unexpected argument", []string{"audit.jsonl"}},
		{"pattern", "syntax error", []string{"-audit", "[a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.ErrorContains(t, run(tt.args, io.Discard, now), tt.want)
		})
	}
}
