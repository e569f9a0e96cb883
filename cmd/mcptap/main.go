// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command mcptap runs an MCP server that speaks stdio and mirrors its messages to the mcp receiver's ingest endpoint.
package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/mirror"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/shim"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Exit codes of mcptap's own. A server that runs gives its own.
const (
	exitUsage    = 2
	exitNotFound = 127 // as a shell has it for a command that cannot be started
)

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mcptap:", strings.ReplaceAll(err.Error(), "\n", "\nmcptap: "))
		os.Exit(exitUsage)
	}
	tap(o).Die()
}

// tap runs the server to its end, then sends what is left.
func tap(o *options) shim.Exit {
	report, closeLog := reporter(o.log)
	defer closeLog()
	queue, err := mirror.NewQueue(mirror.Origin{
		SessionID: newSession(), Server: o.server, Transport: schema.TransportStdio, UserID: o.user, Agent: o.agent,
	}, o.buffer)
	if err != nil {
		report("%v", err)
	}
	sender := &mirror.Sender{
		Queue: queue, URL: o.to, Authorization: o.authorization, Report: report,
		Client: &http.Client{Timeout: 10 * time.Second},
	}
	ctx, stop := context.WithCancel(context.Background())
	sent := make(chan struct{})
	go func() { defer close(sent); sender.Run(ctx) }()

	in := mirror.NewSplitter(queue, schema.ClientToServer, o.maxMessage, time.Now)
	out := mirror.NewSplitter(queue, schema.ServerToClient, o.maxMessage, time.Now)
	cmd := exec.Command(o.command[0], o.command[1:]...) //nolint:gosec // G204: running the command is what mcptap is for
	cmd.Env = slices.DeleteFunc(os.Environ(), func(kv string) bool { return strings.HasPrefix(kv, envAuthorization+"=") })
	exit, err := shim.Run(cmd, shim.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, WatchIn: in, WatchOut: out})
	stop()
	deadline := time.Now().Add(o.drain)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mcptap: the server cannot be started:", err)
		return shim.Exit{Code: exitNotFound}
	}
	out.Close()
	in.Close()
	drain(sender, sent, deadline, report)
	return exit
}

// drain sends what is left, as long as the deadline allows.
func drain(sender *mirror.Sender, sent <-chan struct{}, deadline time.Time, report func(string, ...any)) {
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	select {
	case <-sent: // the request that was under way is answered
	case <-ctx.Done():
	}
	if err := sender.Flush(ctx); err != nil {
		report("messages are lost: %v", err)
	}
}

// newSession names this process: a stdio session lasts as long as its server.
func newSession() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return "stdio-" + hex.EncodeToString(b[:])
}

// reporter writes mcptap's own messages to a file, or nowhere.
func reporter(name string) (report func(format string, args ...any), done func()) {
	if name == "" {
		return func(string, ...any) {}, func() {}
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // G304: the user names the file
	if err != nil {
		return func(string, ...any) {}, func() {}
	}
	logger := log.New(io.Writer(f), "mcptap: ", log.LstdFlags)
	return logger.Printf, func() { _ = f.Close() }
}
