// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command conformance runs the official MCP conformance suite with and without the tap and compares the results.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	var s setup
	flag.StringVar(&s.tap, "tap", "../../bin/otelcol-mcp", "the built distribution")
	flag.IntVar(&s.repeats, "n", 1, "how often to run everything through the tap")
	only := flag.String("only", "", "run the suites whose name has this in it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := s.run(ctx, *only)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

// setup is where everything needed is.
type setup struct {
	tap     string
	repeats int
	work    string // scratch
}

const (
	serverPackage = "github.com/modelcontextprotocol/go-sdk/conformance/everything-server"
	clientPackage = "github.com/modelcontextprotocol/go-sdk/conformance/everything-client"
)

// prepare installs the suite and builds its peers.
func (s *setup) prepare(ctx context.Context) error {
	var err error
	if s.tap, err = filepath.Abs(s.tap); err != nil {
		return err
	}
	if _, err = os.Stat(s.tap); err != nil {
		return fmt.Errorf("the distribution is not built (make build): %w", err)
	}
	if s.work, err = os.MkdirTemp("", "conformance"); err != nil {
		return err
	}
	fmt.Println("installing the conformance suite and Node 22 from npm")
	if err := quiet(exec.CommandContext(ctx, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error")); err != nil {
		return err
	}
	fmt.Println("building the SDK's everything-server and everything-client")
	return quiet(exec.CommandContext(ctx, "go", "build", "-o", "bin/", serverPackage, clientPackage))
}

func quiet(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// run compares every suite and prints one line for each.
func (s *setup) run(ctx context.Context, only string) error {
	if err := s.prepare(ctx); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(s.work) }()
	different := 0
	for _, suite := range suites {
		if !strings.Contains(suite.name, only) {
			continue
		}
		n, err := s.compare(ctx, suite)
		if err != nil {
			return fmt.Errorf("%s: %w", suite.name, err)
		}
		different += n
	}
	if different > 0 {
		return errors.New("the tap makes a difference")
	}
	return nil
}
