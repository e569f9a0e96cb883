// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// shipped replaces the receivers of a configuration of configs/siem: what a collector has written to files comes in over
// OTLP, and everything from there to the product is as shipped. The dlp processor has seen it already.
const shipped = `
receivers:
  otlp/audit: { protocols: { http: { endpoint: "${env:OPS_AUDIT}" } } }
  otlp/findings: { protocols: { http: { endpoint: "${env:OPS_FINDINGS}" } } }
service:
  pipelines:
    logs/in: { exporters: [session_anomaly] }
    logs/audit: { receivers: [otlp/audit] }
    logs/findings: { receivers: [otlp/findings] }
`

// Ship runs the distribution with a configuration of configs/siem, sends it the audit.jsonl and findings.jsonl of a folder, and
// keeps it up until the test ends. What has arrived by when is for the receiving side to say.
func Ship(t *testing.T, product, data string, env ...string) {
	t.Helper()
	dir := t.TempDir()
	overlay := filepath.Join(dir, "overlay.yaml")
	require.NoError(t, os.WriteFile(overlay, []byte(shipped), 0o600))
	audit, findings, health := Free(t), Free(t), Free(t)
	config := filepath.Join(Repository, "configs", "siem", product+".yaml")
	cmd := exec.Command(Binary(t), "--config", config, "--config", overlay) //nolint:gosec,noctx // G204: the distribution under test; Run ends it.
	cmd.Env = append(os.Environ(), "OPS_AUDIT="+audit, "OPS_FINDINGS="+findings, "OTELCOL_MCP_HEALTH="+health,
		"OTELCOL_MCP_STATE="+filepath.Join(dir, "state"), "OTELCOL_MCP_KEY=0123456789abcdef0123456789abcdef",
		"OTELCOL_MCP_LISTEN="+Free(t), "OTELCOL_MCP_INGEST="+Free(t), "OTELCOL_MCP_PROMETHEUS="+Free(t),
		"OTELCOL_MCP_TELEMETRY_PORT="+port(Free(t)))
	cmd.Env = append(cmd.Env, env...)
	p := Run(t, cmd)
	require.Eventually(t, func() bool { return p.ended() || answers(t, "http://"+health) }, 90*time.Second, 50*time.Millisecond, "the collector does not start")
	require.False(t, p.ended(), "the collector ended")
	send(t, audit, filepath.Join(data, "audit.jsonl"))
	send(t, findings, filepath.Join(data, "findings.jsonl"))
}

// send posts a file of the file exporter: every line of it is one OTLP request.
func send(t *testing.T, address, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	for line := range bytes.Lines(content) {
		post(t, "http://"+address+"/v1/logs", line, http.StatusOK)
	}
}

func answers(t *testing.T, url string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// Loki runs a Loki server with its data in a folder of the test, and returns its address.
func Loki(t *testing.T) string {
	t.Helper()
	program := os.Getenv("OTELCOL_MCP_LOKI")
	if program == "" {
		program = filepath.Join(Repository, "bin", "loki")
	}
	require.FileExists(t, program, "run make bin/loki first, or set OTELCOL_MCP_LOKI")
	config, err := filepath.Abs(filepath.Join("testdata", "loki.yaml"))
	require.NoError(t, err)
	address := Free(t)
	cmd := exec.Command(program, "-config.file="+config, "-config.expand-env=true", "-target=all") //nolint:gosec,noctx // G204: built by make; Run ends it.
	cmd.Env = append(os.Environ(), "LOKI_DIR="+t.TempDir(), "LOKI_PORT="+port(address), "LOKI_GRPC_PORT="+port(Free(t)))
	p := Run(t, cmd)
	require.Eventually(t, func() bool { return p.ended() || answers(t, "http://"+address+"/ready") }, 90*time.Second, 200*time.Millisecond, "Loki is not ready")
	require.False(t, p.ended(), "Loki ended")
	return address
}
