// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command mcpreport makes a security summary of the audit and findings files that the collector's file exporter writes: as
// text, as JSON, or as one HTML page that needs no server.
//
//	mcpreport -dir otelcol-mcp-data -last 24h
//	mcpreport -dir otelcol-mcp-data -from 2026-11-01 -to 2026-11-08 -format html -o week.html
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	err := run(os.Args[1:], os.Stdout, time.Now())
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mcpreport:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer, now time.Time) error {
	opts, err := parse(args, now)
	if err != nil {
		return err
	}
	r, err := summarize(opts, now)
	if err != nil {
		return err
	}
	if opts.output == "" {
		return render(stdout, opts.format, r)
	}
	file, err := os.Create(opts.output)
	if err != nil {
		return err
	}
	if err := render(file, opts.format, r); err != nil {
		return errors.Join(err, file.Close())
	}
	return file.Close()
}
