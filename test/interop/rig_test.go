// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package interop

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// collector is the distribution with a proxy in front of one server, and the ingest endpoint.
type collector struct {
	proxy, ingest, audit string
	cmd                  *exec.Cmd
}

const config = `receivers:
  mcp:
    proxy:
      endpoint: %s
      routes: [{name: peer, upstream: %q}]
    ingest: {endpoint: %s}
exporters:
  file: {path: %q}
service:
  telemetry: {logs: {level: error}, metrics: {level: none}}
  pipelines:
    logs: {receivers: [mcp], exporters: [file]}
`

func start(t *testing.T, upstream string) *collector {
	t.Helper()
	binary := os.Getenv("OTELCOL_MCP_BINARY")
	if binary == "" {
		binary = "../../bin/otelcol-mcp"
	}
	if _, err := os.Stat(binary); err != nil {
		t.Fatal("the distribution is not built (make build):", err)
	}
	dir := t.TempDir()
	c := &collector{proxy: free(t), ingest: free(t), audit: filepath.Join(dir, "audit.json")}
	file := filepath.Join(dir, "config.yaml")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, config, c.proxy, upstream, c.ingest, c.audit), 0o600))
	c.cmd = exec.Command(binary, "--config", file)
	c.cmd.Stderr = os.Stderr
	require.NoError(t, c.cmd.Start())
	t.Cleanup(func() { _ = c.cmd.Process.Kill() }) // ends what stop has not
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", c.ingest)
		return err == nil && conn.Close() == nil
	}, 10*time.Second, 20*time.Millisecond)
	return c
}

func free(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, ln.Close())
	return ln.Addr().String()
}

// event is what a test looks at.
type event struct{ Name, Method, Tool, Outcome, Transport, Version, Client, KeySource string }

// stop ends the collector, which drains it, and returns its events.
func (c *collector) stop(t *testing.T) []event {
	t.Helper()
	require.NoError(t, c.cmd.Process.Signal(syscall.SIGTERM))
	require.NoError(t, c.cmd.Wait())
	raw, err := os.ReadFile(c.audit)
	require.NoError(t, err)
	var events []event
	for line := range bytes.Lines(raw) {
		var batch struct {
			ResourceLogs []struct {
				ScopeLogs []struct {
					LogRecords []struct {
						EventName  string
						Attributes []struct {
							Key   string
							Value struct{ StringValue string }
						}
					}
				}
			}
		}
		require.NoError(t, json.Unmarshal(line, &batch))
		for _, resource := range batch.ResourceLogs {
			for _, rec := range resource.ScopeLogs[0].LogRecords {
				at := map[string]string{}
				for _, a := range rec.Attributes {
					at[a.Key] = a.Value.StringValue
				}
				events = append(events, event{
					rec.EventName, at["mcp.method.name"], at["gen_ai.tool.name"], at["mcpsec.outcome"], at["mcpsec.transport"],
					at["mcp.protocol.version"], at["mcpsec.client.name"], at["mcpsec.session.key_source"],
				})
			}
		}
	}
	return events
}

// call returns the event of the one tools/call.
func call(t *testing.T, events []event) event {
	t.Helper()
	for _, e := range events {
		if e.Method == "tools/call" && e.Name == "mcp.operation" {
			return e
		}
	}
	t.Fatalf("no tools/call among %v", events)
	return event{}
}
