// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Process is a running command.
type Process struct {
	log  string
	over chan struct{}
}

// Run starts a command, keeps its output, and ends it with the test. The output is shown when the test fails.
func Run(t *testing.T, cmd *exec.Cmd) *Process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "output.log"))
	require.NoError(t, err)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(t, cmd.Start())
	p := &Process{log: log.Name(), over: make(chan struct{})}
	go func() { _ = cmd.Wait(); close(p.over) }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-p.over:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-p.over
		}
		if t.Failed() {
			t.Logf("%s:\n%s", cmd.Path, p.output())
		}
	})
	return p
}

func (p *Process) ended() bool {
	select {
	case <-p.over:
		return true
	default:
		return false
	}
}

func (p *Process) output() string {
	content, _ := os.ReadFile(p.log)
	return string(content)
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
