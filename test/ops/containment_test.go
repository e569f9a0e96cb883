// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build linux

package ops

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/runbook"
)

const (
	// inNamespace says that the test runs in a network of its own.
	inNamespace = "OTELCOL_MCP_IN_NAMESPACE"
	// proxy is where the commands expect the collector to listen.
	proxy             = "127.0.0.1:8090"
	suspect, innocent = "127.0.0.2", "127.0.0.3"
)

// TestContainmentBlocksOneClient runs the firewall commands of every runbook in a network namespace of their own: they must cut
// off the client they name and nobody else, and what they say undoes them must undo them.
func TestContainmentBlocksOneClient(t *testing.T) {
	if os.Getenv(e2e) == "" {
		t.Skip("SKIPPED: set " + e2e + "=1 to run it (make e2e); it needs nft and a network namespace")
	}
	if os.Getenv(inNamespace) == "" {
		again(t)
		return
	}
	run(t, "ip link set lo up")
	listen(t)
	require.True(t, reaches(suspect))
	pagesWith := 0
	for _, page := range pages(t) {
		for _, b := range runbook.Blocks(t, page) {
			commands := onlyFirewall(b.Code)
			if !b.Is("admin") || commands == "" {
				continue
			}
			pagesWith++
			_, undo, told := strings.Cut(commands, "# undone by: ")
			require.True(t, told, "%s: it is not said how to undo it", page)
			undo, _, _ = strings.Cut(undo, "\n")
			run(t, commands)
			assert.False(t, reaches(suspect), "%s: the client is not cut off", filepath.Base(page))
			assert.True(t, reaches(innocent), "%s: another client is cut off", filepath.Base(page))
			run(t, undo)
			assert.True(t, reaches(suspect), "%s: the client is still cut off", filepath.Base(page))
		}
	}
	require.Greater(t, pagesWith, 5)
}

// onlyFirewall leaves the lines of a block that a network of its own has room for.
func onlyFirewall(code string) string {
	var b strings.Builder
	for line := range strings.Lines(code) {
		if strings.HasPrefix(line, "nft ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// again runs the test once more, in a network namespace.
func again(t *testing.T) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "unshare", "--map-root-user", "--net", self, "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Contains(t, string(out), "--- PASS: "+t.Name())
}

func run(t *testing.T, script string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-eu", "-c", script)
	cmd.Env = append(os.Environ(), "CLIENT_ADDRESS="+suspect)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", script, out)
}

// listen accepts connections where the commands expect the collector.
func listen(t *testing.T) {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", proxy)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()
}

// reaches tells whether a client at an address gets a connection.
func reaches(from string) bool {
	d := net.Dialer{Timeout: time.Second, LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	c, err := d.Dial("tcp", proxy)
	if err != nil {
		return false
	}
	return c.Close() == nil
}
