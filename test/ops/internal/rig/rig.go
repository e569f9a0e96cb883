// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package rig runs the built distribution for tests.
package rig

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Repository is the root of the repository, from the tests' folder.
const Repository = "../.."

// Binary is the built distribution. Without it the test is skipped: make test builds it first and says where it is.
func Binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("OTELCOL_MCP_BINARY")
	if path == "" {
		path = filepath.Join(Repository, "bin", "otelcol-mcp")
	}
	if _, err := os.Stat(path); err != nil { //nolint:gosec // G703: the path is the test's own.
		t.Skip("SKIPPED: no built distribution (make build, or set OTELCOL_MCP_BINARY)")
	}
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	return path
}

// Collector is a running distribution.
type Collector struct {
	Dir       string // with audit.jsonl and findings.jsonl
	OTLP      string // address of the OTLP/HTTP receiver of the pipeline that works
	Failing   string // address of the OTLP/HTTP receiver of the pipeline whose exporters fail
	Proxy     string
	Ingest    string
	Metrics   string // address of the prometheus exporter
	Telemetry string // address of the collector's own metrics
}

// Start runs testdata/everything.yaml until the test ends.
func Start(t *testing.T) *Collector {
	t.Helper()
	binary := Binary(t)
	hole := blackHole(t)
	c := &Collector{
		Dir: t.TempDir(), OTLP: free(t), Failing: free(t), Proxy: free(t), Ingest: free(t), Metrics: free(t), Telemetry: free(t),
	}
	cmd := exec.Command(binary, "--config", "testdata/everything.yaml") //nolint:gosec // G204: the distribution under test.
	cmd.Env = append(os.Environ(),
		"OPS_DIR="+c.Dir, "OPS_OTLP="+c.OTLP, "OPS_OTLP_FAILING="+c.Failing, "OPS_PROXY="+c.Proxy, "OPS_INGEST="+c.Ingest,
		"OPS_PROMETHEUS="+c.Metrics, "OPS_TELEMETRY_PORT="+port(c.Telemetry), "OPS_BLACK_HOLE="+hole)
	Run(t, cmd)
	require.Eventually(t, func() bool { return answers(c.Telemetry) && answers(c.Metrics) && answers(c.OTLP) }, 30*time.Second, 50*time.Millisecond,
		"the collector did not come up")
	return c
}

// Run starts a command, keeps its output, and ends it with the test. The output is shown when the test fails.
func Run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "output.log"))
	require.NoError(t, err)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
		if content, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("%s:\n%s", cmd.Path, content)
		}
	})
}

// blackHole accepts requests and does not answer, so that a queue before it fills.
func blackHole(t *testing.T) string {
	t.Helper()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-over:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(over); server.CloseClientConnections(); server.Close() })
	return server.URL
}

// free is an address on loopback that nothing listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// Free is an address on loopback that nothing listens on.
func Free(t *testing.T) string { t.Helper(); return free(t) }

func port(address string) string { return address[strings.LastIndex(address, ":")+1:] }

func answers(address string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/metrics", address), nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil
}
