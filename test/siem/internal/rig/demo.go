// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// Demo is the program of demo/ at work: its clients, its MCP server, and between them the built distribution with a shipped
// configuration. What the configuration hands to its exporters is also written to files, which is how it is known what
// was sent.
type Demo struct {
	dir string
}

// tap writes what goes to the exporters to files as well. The spans of mcp pass dlp as they do on their way to the exporter.
// tool_diversity learns nothing in a demo's time: it is told what is usual, as in configs/quickstart.yaml.
const tap = `
connectors:
  session_anomaly:
    metrics: { flush_interval: 2s }
    detectors: { tool_diversity: { initial_baseline: 4 } }
exporters:
  file/sent_audit: { path: "${env:TEST_SENT}/audit.jsonl" }
  file/sent_findings: { path: "${env:TEST_SENT}/findings.jsonl" }
  file/sent_spans: { path: "${env:TEST_SENT}/spans.jsonl" }
  file/sent_metrics: { path: "${env:TEST_SENT}/metrics.jsonl" }
  prometheus: { endpoint: "${env:OTELCOL_MCP_PROMETHEUS}" }
service:
  pipelines:
    logs/sent_findings: { receivers: [session_anomaly], exporters: [file/sent_findings] }
    traces/sent: { receivers: [mcp], processors: [memory_limiter, dlp], exporters: [file/sent_spans] }
    metrics/sent: { receivers: [session_anomaly], exporters: [file/sent_metrics, prometheus] }
`

var demo struct {
	once    sync.Once
	program string
	err     error
}

// demoProgram builds the demo to where "make demo" does.
func demoProgram(t *testing.T) string {
	t.Helper()
	demo.once.Do(func() {
		root := Root(t)
		demo.program = filepath.Join(root, "bin", "demo")
		cmd := exec.Command("go", "build", "-o", demo.program, ".") //nolint:gosec,noctx // G204: a program of this repository.
		cmd.Dir = filepath.Join(root, "demo")
		if out, err := cmd.CombinedOutput(); err != nil {
			demo.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	require.NoError(t, demo.err)
	return demo.program
}

// PlayDemo runs the demo with a configuration below configs/ whose audit events go to the pipeline intake, and returns
// when it has played everything and its findings and metrics are out. The collector stays up until the test ends.
func PlayDemo(t *testing.T, config, intake, overlay string, env map[string]string) *Demo {
	t.Helper()
	program := demoProgram(t)
	d := &Demo{dir: t.TempDir()}
	merged := tapped(t, config, intake, overlay)
	out := &output{}
	cmd := exec.Command(program, "-keep", "-binary", Binary(t), "-config", merged, "-dir", d.dir) //nolint:gosec,noctx // G204: built above.
	all := map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": d.dir, "TEST_SENT": d.dir, "OTELCOL_MCP_STATE": filepath.Join(d.dir, "state"),
		"OTELCOL_MCP_KEY": "0123456789abcdef0123456789abcdef",
	}
	maps.Copy(all, env)
	for k, v := range all {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	cmd.Stdout, cmd.Stderr = out, out
	require.NoError(t, cmd.Start())
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGINT) // it stops its collector
		select {
		case <-done:
		case <-time.After(40 * time.Second):
			_ = cmd.Process.Kill()
		}
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(d.dir, "collector.log"))
			t.Logf("%s\n%s", out, log)
		}
	})
	deadline := time.After(Patience)
	for !strings.Contains(out.String(), "Staying up") {
		select {
		case err := <-done:
			done <- err
			require.FailNow(t, "the demo ended", "%v\n%s", err, out)
		case <-deadline:
			require.FailNow(t, "the demo takes too long", "%s", out)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return d
}

// tapped is a shipped configuration with taps and an overlay in one file, which is what the demo takes.
func tapped(t *testing.T, config, intake, overlay string) string {
	t.Helper()
	doc := YAML(t, filepath.Join(Root(t), "configs", config))
	for _, more := range []string{tap, overlay} {
		over := map[string]any{}
		require.NoError(t, yaml.Unmarshal([]byte(more), &over))
		deepMerge(doc, over)
	}
	pipelines := doc["service"].(map[string]any)["pipelines"].(map[string]any)
	in := pipelines[intake].(map[string]any)
	exporters := append(in["exporters"].([]any), "file/sent_audit")
	if !slices.Contains(exporters, any("session_anomaly")) { // an agent leaves that to its gateway
		exporters = append(exporters, "session_anomaly")
	}
	in["exporters"] = exporters
	raw, err := yaml.Marshal(doc)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, raw, 0o600))
	return file
}

// deepMerge does what the collector does with several --config: maps are merged, everything else is replaced.
func deepMerge(into, from map[string]any) {
	for k, v := range from {
		old, both := into[k].(map[string]any)
		if m, ok := v.(map[string]any); ok && both {
			deepMerge(old, m)
			continue
		}
		into[k] = v
	}
}

// Audit lists the audit events that the exporter was given, Findings the findings, Spans the spans.
func (d *Demo) Audit() []Record { return ReadLogs(filepath.Join(d.dir, "audit.jsonl")) }

// Findings lists the findings that the exporter was given.
func (d *Demo) Findings() []Record { return ReadLogs(filepath.Join(d.dir, "findings.jsonl")) }

// Spans lists the spans that the exporter was given.
func (d *Demo) Spans() []Span { return ReadSpans(filepath.Join(d.dir, "spans.jsonl")) }

// Points lists the data points that the exporter was given so far: there are new ones every two seconds.
func (d *Demo) Points() []Point { return ReadPoints(filepath.Join(d.dir, "metrics.jsonl")) }
