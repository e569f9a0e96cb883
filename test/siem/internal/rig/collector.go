// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// Patience is how long something that must happen may take. It takes a second or two; on a machine whose processors others
// keep busy a process may get so little of them that a minute is not enough to start in.
const Patience = 3 * time.Minute

// Feed replaces the receivers of a shipped SIEM pipeline: audit events and findings come in over OTLP/HTTP, each on a port
// of its own, and everything after them is as shipped.
const Feed = `
receivers:
  otlp/audit: { protocols: { http: { endpoint: "${env:TEST_AUDIT}" } } }
  otlp/findings: { protocols: { http: { endpoint: "${env:TEST_FINDINGS}" } } }
service:
  pipelines:
    logs/in: { receivers: [otlp/audit] }
    logs/findings: { receivers: [otlp/findings] }
`

// FeedAudit is Feed for audit events alone: findings are the connector's own.
const FeedAudit = `
receivers:
  otlp/audit: { protocols: { http: { endpoint: "${env:TEST_AUDIT}" } } }
service: { pipelines: { logs/in: { receivers: [otlp/audit] } } }
`

// Collector is one process of the distribution.
type Collector struct {
	// Audit, Findings, Health, Metrics and Prometheus are the addresses it listens on.
	Audit, Findings, Health, Telemetry, Prometheus string

	t     *testing.T
	args  []string
	env   []string
	probe *http.Request
	http  *http.Client

	mu   sync.Mutex
	cmd  *exec.Cmd
	done chan struct{}
	logs *output
}

// Binary is the distribution under test. Without it nothing here can be tested, so that is a failure.
func Binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("OTELCOL_MCP_BINARY")
	if path == "" {
		path = filepath.Join(Root(t), "bin", "otelcol-mcp")
	}
	require.FileExists(t, path, "run make build, or name the binary in OTELCOL_MCP_BINARY")
	return path
}

// Root is the repository's directory.
func Root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "builder-config.yaml")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		require.NotEqual(t, parent, dir, "not inside the repository")
		dir = parent
	}
}

// YAML reads a YAML file.
func YAML(t *testing.T, file string) map[string]any {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	doc := map[string]any{}
	require.NoError(t, yaml.Unmarshal(raw, &doc))
	return doc
}

// New prepares a collector with a configuration below configs/, an overlay, and what the environment must hold besides the
// addresses and directories that the rig chooses. Nothing runs yet.
func New(t *testing.T, config, overlay string, env map[string]string) *Collector {
	t.Helper()
	dir := t.TempDir()
	over := filepath.Join(dir, "overlay.yaml")
	require.NoError(t, os.WriteFile(over, []byte(overlay), 0o600))
	c := &Collector{t: t, Audit: Addr(t), Findings: Addr(t), Health: Addr(t), Telemetry: Addr(t), Prometheus: Addr(t), logs: &output{}}
	if !filepath.IsAbs(config) {
		config = filepath.Join(Root(t), "configs", config)
	}
	c.args = []string{Binary(t), "--config", config, "--config", over}
	all := map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": dir,
		"OTELCOL_MCP_STATE": filepath.Join(dir, "state"), "OTELCOL_MCP_DIR": filepath.Join(dir, "files"),
		"OTELCOL_MCP_KEY":    "0123456789abcdef0123456789abcdef",
		"OTELCOL_MCP_LISTEN": "127.0.0.1:0", "OTELCOL_MCP_INGEST": "127.0.0.1:0",
		"OTELCOL_MCP_HEALTH": c.Health, "OTELCOL_MCP_PROMETHEUS": c.Prometheus,
		"OTELCOL_MCP_TELEMETRY_PORT": strings.TrimPrefix(c.Telemetry, "127.0.0.1:"),
		"TEST_AUDIT":                 c.Audit, "TEST_FINDINGS": c.Findings,
	}
	maps.Copy(all, env)
	probe, err := http.NewRequest(http.MethodGet, "http://"+c.Health+"/", http.NoBody) //nolint:noctx // sent on loopback.
	require.NoError(t, err)
	c.probe, c.http = probe, &http.Client{Timeout: 5 * time.Second}
	for k, v := range all {
		c.env = append(c.env, k+"="+v)
	}
	t.Cleanup(c.Kill)
	return c
}

// Secure says that the collector's health check is on TLS and wants a client certificate.
func (c *Collector) Secure(certs *Certs) {
	c.probe.URL.Scheme = "https"
	client := certs.Client.Clone()
	client.Certificates = certs.Server.Certificates
	c.http.Transport = &http.Transport{TLSClientConfig: client}
}

// Inside has the collector started by a command, which takes its own command line as further arguments.
func (c *Collector) Inside(command ...string) { c.args = append(slices.Clone(command), c.args...) }

// Start runs the collector and waits until it is healthy.
func (c *Collector) Start() {
	c.t.Helper()
	c.mu.Lock()
	cmd := exec.Command(c.args[0], c.args[1:]...) //nolint:gosec // G204: the distribution under test.
	cmd.Env = c.env
	cmd.Stdout, cmd.Stderr = c.logs, c.logs
	require.NoError(c.t, cmd.Start())
	done := make(chan struct{})
	c.cmd, c.done = cmd, done
	c.mu.Unlock()
	go func() { _ = cmd.Wait(); close(done) }()
	deadline := time.Now().Add(Patience)
	for time.Now().Before(deadline) {
		select {
		case <-done:
			c.t.Fatalf("the collector ended while starting:\n%s", c.Logs())
		default:
		}
		if c.Healthy() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.t.Fatalf("the collector is not healthy:\n%s", c.Logs())
}

// Healthy asks the health check.
func (c *Collector) Healthy() bool {
	resp, err := c.http.Do(c.probe)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// PID is the process's id.
func (c *Collector) PID() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cmd.Process.Pid
}

// Stop asks the collector to shut down and waits for it.
func (c *Collector) Stop() { c.end(syscall.SIGTERM) }

// Kill ends the collector at once, as kill -9 does.
func (c *Collector) Kill() { c.end(syscall.SIGKILL) }

func (c *Collector) end(sig syscall.Signal) {
	c.mu.Lock()
	cmd, done := c.cmd, c.done
	c.cmd = nil
	c.mu.Unlock()
	if cmd == nil {
		return
	}
	_ = cmd.Process.Signal(sig)
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		_ = cmd.Process.Kill()
		<-done
	}
}

// Logs is what the collector wrote so far. Call it when the collector has ended, or to explain a failure.
func (c *Collector) Logs() string {
	lines := slices.DeleteFunc(strings.Split(c.logs.String(), "\n"), func(l string) bool { return strings.Contains(l, "\tinfo\t") })
	if len(lines) > 60 {
		lines = lines[len(lines)-60:]
	}
	return strings.Join(lines, "\n")
}

var nextPort atomic.Int64

// Addr is a loopback address with a free port, below those that the system gives to outgoing connections: nothing else takes
// it before the collector listens on it.
func Addr(t *testing.T) string {
	t.Helper()
	nextPort.CompareAndSwap(0, int64(15000+os.Getpid()%100*150))
	for range 1000 {
		addr := "127.0.0.1:" + strconv.FormatInt(10000+nextPort.Add(1)%22000, 10)
		l, err := net.Listen("tcp", addr) //nolint:noctx // only to find a free port.
		if err == nil {
			_ = l.Close()
			return addr
		}
	}
	require.FailNow(t, "no free port")
	return ""
}
