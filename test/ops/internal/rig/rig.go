// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package rig runs the demo for tests: the program behind "make demo", with the shipped configuration and the built
// distribution.
package rig

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Repository is the root of the repository, from the tests' folder.
const Repository = "../.."

const (
	quickstart = Repository + "/configs/quickstart.yaml"
	trouble    = "testdata/trouble.yaml"
	ocsf       = "testdata/ocsf.yaml"
)

// Binary is the built distribution; make test and make e2e build it first.
func Binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("OTELCOL_MCP_BINARY")
	if path == "" {
		path = filepath.Join(Repository, "bin", "otelcol-mcp")
	}
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	require.FileExists(t, path, "run make build first, or set OTELCOL_MCP_BINARY")
	return path
}

// Demo is a run of the demo.
type Demo struct {
	Dir       string // with audit.jsonl and findings.jsonl
	Metrics   string // address of the metrics about MCP
	Telemetry string // address of the collector's own metrics
	Ingest    string // address that takes frames
	tap       string

	OTLP    string // in trouble: address that takes a gateway's audit events
	failing string // in trouble: a tap whose server is away, before exporters that fail

	args, env []string
}

// New prepares the demo as "make demo" runs it. Its addresses are known before it starts.
func New(t *testing.T) *Demo {
	t.Helper()
	d := &Demo{Dir: t.TempDir(), Metrics: Free(t), Telemetry: Free(t), Ingest: Free(t), tap: Free(t)}
	d.args = []string{"-keep", "-binary", Binary(t), "-config", quickstart, "-dir", d.Dir}
	d.env = []string{
		"OTELCOL_MCP_LISTEN=" + d.tap, "OTELCOL_MCP_PROMETHEUS=" + d.Metrics, "OTELCOL_MCP_INGEST=" + d.Ingest,
		"OTELCOL_MCP_TELEMETRY_PORT=" + port(d.Telemetry),
	}
	return d
}

// NewTrouble prepares the demo to play what goes wrong, too, with testdata/trouble.yaml merged into the shipped
// configuration.
func NewTrouble(t *testing.T) *Demo {
	t.Helper()
	d := New(t)
	d.OTLP, d.failing = Free(t), Free(t)
	d.args = append(d.args, "-config", trouble, "-trouble")
	d.env = append(d.env, "OPS_OTLP="+d.OTLP, "OPS_FAILING="+d.failing, "OPS_BLACK_HOLE="+blackHole(t))
	return d
}

// NewOCSF prepares the demo with testdata/ocsf.yaml merged into the shipped configuration.
func NewOCSF(t *testing.T) *Demo {
	t.Helper()
	d := New(t)
	d.args = append(d.args, "-config", ocsf)
	return d
}

// Play runs the demo, returns when all is played and judged, and keeps the collector up until the test ends.
func (d *Demo) Play(t *testing.T) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "demo")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".") //nolint:gosec // G204: the path is the test's own.
	build.Dir = filepath.Join(Repository, "demo")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	cmd := exec.Command(program, d.args...) //nolint:gosec,noctx // G204: the program under test; Run ends it.
	cmd.Env = append(os.Environ(), d.env...)
	p := Run(t, cmd)
	require.Eventually(t, func() bool { return p.ended() || strings.Contains(p.output(), "Staying up") }, 90*time.Second, 50*time.Millisecond,
		"the demo did not come to its end")
	require.False(t, p.ended(), "the demo failed")
}

// Ports that systems do not give to outgoing connections by themselves: what is chosen here may be listened on a good while later,
// and the demo that runs meanwhile opens many connections.
const (
	firstPort = 20_000
	ports     = 12_000
)

// tried counts the ports that Free has looked at.
var tried atomic.Int64

// Free is an address on loopback that nothing listens on. Processes beside this one begin at other ports.
func Free(t *testing.T) string {
	t.Helper()
	for range ports {
		n := (int64(os.Getpid())*97 + tried.Add(1)) % ports
		address := "127.0.0.1:" + strconv.FormatInt(firstPort+n, 10)
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", address)
		if err == nil {
			require.NoError(t, l.Close())
			return address
		}
	}
	t.Fatal("no free port")
	return ""
}

func port(address string) string { return address[strings.LastIndex(address, ":")+1:] }
