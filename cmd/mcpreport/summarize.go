// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/page"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/text"
	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
)

// summarize reads every file. One that no path leads to is an error only when there is none at all: a collector that has
// found nothing yet has written no findings file.
func summarize(opts *options, now time.Time) (*report.Report, error) {
	b := report.New(report.Options{From: opts.from, To: opts.to, Top: opts.top})
	var sources []report.Source
	for _, in := range []struct {
		kind  string
		paths []string
	}{{"audit", opts.audit}, {"findings", opts.findings}} {
		for _, path := range in.paths {
			files, err := otlplog.Find(path)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			for _, file := range files {
				source, err := load(b, in.kind, file)
				if err != nil {
					return nil, err
				}
				sources = append(sources, source)
			}
		}
	}
	if len(sources) == 0 {
		return nil, fmt.Errorf("no such file: %s", strings.Join(append(opts.audit, opts.findings...), ", "))
	}
	return b.Report(now, sources), nil
}

func load(b *report.Builder, kind, file string) (report.Source, error) {
	source := report.Source{Kind: kind}
	stats, err := otlplog.ReadFile(file, func(r *otlplog.Record) {
		source.See(r.Time)
		b.Add(r)
	})
	source.Stats = stats
	return source, err
}

func render(w io.Writer, format string, r *report.Report) error {
	switch format {
	case "html":
		return page.Render(w, r)
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	return text.Render(w, r)
}
