// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// config is a collector with full capture into a live logs pipeline.
const config = `receivers:
  mcp:
    proxy:
      endpoint: %s
      routes: [{name: conformance, upstream: %q}]
exporters:
  file: {path: %q}
service:
  telemetry: {logs: {level: error}, metrics: {level: none}}
  pipelines:
    logs: {receivers: [mcp], exporters: [file]}
`

// startTap starts the distribution in front of a server and returns the address that leads through it.
func startTap(ctx context.Context, binary, work, upstream string) (address string, stop func(), err error) {
	dir, err := os.MkdirTemp(work, "tap")
	if err != nil {
		return "", nil, err
	}
	if address, err = freeAddress(); err != nil {
		return "", nil, err
	}
	file := filepath.Join(dir, "config.yaml")
	text := fmt.Sprintf(config, address, upstream, filepath.Join(dir, "audit.json"))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil { //nolint:gosec // G703: a temporary folder of our own.
		return "", nil, err
	}
	stop, err = start(exec.CommandContext(ctx, binary, "--config", file), address) //nolint:gosec // G204: the distribution under test.
	return address, stop, err
}

// startServer starts the SDK's everything-server, with the tap in front where wanted.
func (s *setup) startServer(ctx context.Context, flags []string, through bool) (string, func(), error) {
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
		return "http://" + address + "/", stopServer, nil
	}
	tapped, stopTap, err := startTap(ctx, s.tap, s.work, "http://"+address)
	if err != nil {
		stopServer()
		return "", nil, err
	}
	return "http://" + tapped + "/", func() { stopTap(); stopServer() }, nil
}

// start starts a process and waits until it listens.
func start(cmd *exec.Cmd, address string) (stop func(), err error) {
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
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return stop, conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	return nil, errors.New("it does not start to listen: " + cmd.String())
}

func freeAddress() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}

// Environment of this program when the suite runs it as the client under test.
const (
	envWrap   = "CONFORMANCE_WRAP_TAP"
	envClient = "CONFORMANCE_WRAP_CLIENT"
	envWork   = "CONFORMANCE_WRAP_WORK"
)

// clientCommand returns how the suite runs the client: itself, or this program, which puts the tap in front first.
func (s *setup) clientCommand(through bool) (args, env []string, err error) {
	client, err := filepath.Abs("bin/everything-client")
	if err != nil {
		return nil, nil, err
	}
	if !through {
		return []string{"--command", client}, nil, nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	return []string{"--command", self}, []string{envWrap + "=" + s.tap, envClient + "=" + client, envWork + "=" + s.work}, nil
}

// wrap starts the tap in front of the suite's server and runs the client against the tap.
func wrap(server string) int {
	u, err := url.Parse(server)
	if err != nil {
		return fail(err)
	}
	address, stop, err := startTap(context.Background(), os.Getenv(envWrap), os.Getenv(envWork), "http://"+u.Host)
	if err != nil {
		return fail(err)
	}
	defer stop()
	u.Host = address
	client := exec.Command(os.Getenv(envClient), u.String()) //nolint:gosec // G204: the client under test, as the suite names it.
	client.Stdin, client.Stdout, client.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := client.Run(); err != nil {
		return fail(err)
	}
	return 0
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "conformance:", err)
	return 1
}
