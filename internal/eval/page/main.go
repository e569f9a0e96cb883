// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command page passes the output of an evaluation or a benchmark through and, with -o, puts its EVAL or BENCH lines as a
// table into a page, between the two comments that mark its place, with date, commit, machine and command.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

const (
	begin = "<!-- figures: written by make, do not edit -->\n"
	end   = "<!-- end of figures -->\n"
)

func main() {
	out := flag.String("o", "", "page to update; empty to pass through only")
	command := flag.String("command", "", "the command that measures")
	flag.Parse()
	table, err := collect(os.Stdin, os.Stdout)
	if err == nil && *out != "" {
		err = update(*out, origin(*command, time.Now())+table)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// collect copies in to out and returns the table of its figures.
func collect(in io.Reader, out io.Writer) (string, error) {
	var b strings.Builder
	lines := bufio.NewScanner(in)
	kind := ""
	for lines.Scan() {
		if _, err := fmt.Fprintln(out, lines.Text()); err != nil {
			return "", err
		}
		l, ok := parse(lines.Text())
		if !ok {
			continue
		}
		if kind == "" {
			kind = l.kind
			b.WriteString(head(kind))
		}
		b.WriteString(l.row())
	}
	return b.String(), lines.Err()
}

// origin says where and when the figures come from.
func origin(command string, now time.Time) string {
	commit, err := exec.Command("git", "describe", "--always", "--dirty").Output() //nolint:noctx // answers at once.
	if err != nil {
		commit = []byte("unknown")
	}
	return fmt.Sprintf("`%s`, %s, commit %s, %s, %d cores, %s.\n\n", command, now.UTC().Format(time.DateOnly),
		strings.TrimSpace(string(commit)), processor(), runtime.NumCPU(), runtime.Version())
}

// processor names the machine's processor where the system tells.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for l := range strings.Lines(string(info)) {
			if key, name, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(key) == "model name" {
				return strings.TrimSpace(name)
			}
		}
	}
	return runtime.GOARCH
}

var errMarks = errors.New("the page lacks the two comments that mark the place of the figures")

func update(file, text string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	first, rest, ok := strings.Cut(string(page), begin)
	_, last, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s: %w", file, errMarks)
	}
	return os.WriteFile(file, []byte(first+begin+text+end+last), 0o644) //nolint:gosec // G306: a public page.
}
