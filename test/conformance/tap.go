// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// receiver is a tap with full capture in front of one server.
const receiver = `  mcp/%d:
    proxy:
      endpoint: %s
      routes: [{name: conformance, upstream: %q}]
`

// pipeline is a live logs pipeline behind the taps.
const pipeline = `exporters:
  file: {path: %q}
service:
  telemetry: {logs: {level: error}, metrics: {level: none}}
  pipelines:
    logs: {receivers: [%s], exporters: [file]}
`

// pair is a tap's address and the server behind it.
type pair struct{ public, upstream string }

// startTaps starts the distribution with a tap in front of every server. Its stop fails where nothing went through a tap: such
// a run has compared nothing.
func (s *setup) startTaps(ctx context.Context, pairs ...pair) (stop func() error, err error) {
	dir, err := os.MkdirTemp(s.work, "tap")
	if err != nil {
		return nil, err
	}
	text := []byte("receivers:\n")
	names := make([]string, len(pairs))
	for i, p := range pairs {
		text = fmt.Appendf(text, receiver, i, p.public, p.upstream)
		names[i] = fmt.Sprintf("mcp/%d", i)
	}
	audit := filepath.Join(dir, "audit.json")
	text = fmt.Appendf(text, pipeline, audit, strings.Join(names, ", "))
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	addresses := make([]string, len(pairs))
	for i, p := range pairs {
		addresses[i] = p.public
	}
	end, err := start(exec.CommandContext(ctx, s.tap, "--config", file), addresses...) //nolint:gosec // G204: the distribution under test.
	return func() error {
		end()
		events, err := os.ReadFile(audit)
		if err == nil && !bytes.Contains(events, []byte("mcp.operation")) {
			err = errors.New("nothing went through the tap")
		}
		return err
	}, err
}

// startServer starts the SDK's everything-server, with the tap in front where wanted.
func (s *setup) startServer(ctx context.Context, flags []string, through bool) (string, func() error, error) {
	address, err := freeAddress()
	if err != nil {
		return "", nil, err
	}
	flags = append(flags, "-http", address)
	stopServer, err := start(exec.CommandContext(ctx, "bin/everything-server", flags...), address) //nolint:gosec // G204: flags of our own.
	if err != nil {
		return "", nil, err
	}
	if !through {
		return "http://" + address + "/", func() error { stopServer(); return nil }, nil
	}
	tapped, err := freeAddress()
	if err != nil {
		stopServer()
		return "", nil, err
	}
	stopTap, err := s.startTaps(ctx, pair{tapped, "http://" + address})
	if err != nil {
		stopServer()
		return "", nil, err
	}
	return "http://" + tapped + "/", func() error { defer stopServer(); return stopTap() }, nil
}

// start starts a process and waits until it listens everywhere.
func start(cmd *exec.Cmd, addresses ...string) (stop func(), err error) {
	cmd.Stderr = os.Stderr
	if os.Getenv("VERBOSE") == "" && filepath.Base(cmd.Path) == "everything-server" {
		cmd.Stderr = nil
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // fails when it has ended already
		_ = cmd.Wait()
	}
	for _, address := range addresses {
		if err := listens(address); err != nil {
			stop()
			return nil, fmt.Errorf("%s: %w", cmd, err)
		}
	}
	return stop, nil
}

func listens(address string) error {
	for range 400 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("it does not start to listen")
}

func freeAddress() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}

// maxServers is how many servers the client suite may have at once. It runs all scenarios side by side, most of them with an
// authorization server, some with two.
const maxServers = 160

// firstPort is below those that systems give to outgoing connections.
const firstPort = 20_000

// startPublic starts taps for servers that do not listen yet, and returns what the suite must know of them.
func (s *setup) startPublic(ctx context.Context) (env string, stop func() error, err error) {
	var ports []int
	for port := firstPort + os.Getpid()%5000; len(ports) < 2*maxServers && port < firstPort+12_000; port++ {
		if ln, err := net.Listen("tcp", fmt.Sprintf(":%d", port)); err == nil {
			ports = append(ports, port)
			_ = ln.Close() // free for whom it is meant
		}
	}
	if len(ports) < 2*maxServers {
		return "", nil, errors.New("too few free ports")
	}
	pairs := make([]pair, maxServers)
	list := make([]string, maxServers)
	for i := range pairs {
		behind, public := ports[2*i], ports[2*i+1]
		pairs[i] = pair{fmt.Sprintf("localhost:%d", public), fmt.Sprintf("http://localhost:%d", behind)}
		list[i] = fmt.Sprintf("%d:%d", behind, public)
	}
	stop, err = s.startTaps(ctx, pairs...)
	return "TAP_PORTS=" + strings.Join(list, ","), stop, err
}
