// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"time"
)

type options struct {
	audit, findings []string
	from, to        time.Time
	format, output  string
	top             int
}

// paths is a flag that may be given several times.
type paths []string

func (p *paths) String() string     { return fmt.Sprint(*p) }
func (p *paths) Set(s string) error { *p = append(*p, s); return nil }

func parse(args []string, now time.Time) (*options, error) {
	opts := &options{}
	var audit, findings paths
	var dir, from, to string
	var last time.Duration
	flags := flag.NewFlagSet("mcpreport", flag.ContinueOnError)
	flags.StringVar(&dir, "dir", "otelcol-mcp-data", "folder with audit.jsonl and findings.jsonl, as configs/quickstart.yaml writes them")
	flags.Var(&audit, "audit", "audit file or pattern in place of -dir; rotated and gzip files are found too (repeatable)")
	flags.Var(&findings, "findings", "findings file or pattern in place of -dir (repeatable)")
	flags.StringVar(&from, "from", "", "start, inclusive: RFC 3339, 2006-01-02T15:04 or 2006-01-02, UTC unless it says otherwise")
	flags.StringVar(&to, "to", "", "end, exclusive, in the same forms")
	flags.DurationVar(&last, "last", 0, "the last 24h, 168h, ... in place of -from and -to")
	flags.StringVar(&opts.format, "format", "text", "text, json or html")
	flags.StringVar(&opts.output, "o", "", "file to write (standard output)")
	flags.IntVar(&opts.top, "top", 10, "rows of each table")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q: files are given by -dir, -audit and -findings", flags.Arg(0))
	}
	opts.audit, opts.findings = audit, findings
	if len(audit) == 0 && len(findings) == 0 {
		opts.audit, opts.findings = []string{filepath.Join(dir, "audit.jsonl")}, []string{filepath.Join(dir, "findings.jsonl")}
	}
	return opts, errors.Join(opts.times(from, to, last, now), opts.valid())
}

func (o *options) valid() error {
	if o.format != "text" && o.format != "json" && o.format != "html" {
		return fmt.Errorf("-format %s: must be text, json or html", o.format)
	}
	if o.top < 1 || o.top > 1000 {
		return fmt.Errorf("-top %d: must be 1 to 1000", o.top)
	}
	return nil
}

func (o *options) times(from, to string, last time.Duration, now time.Time) error {
	if last != 0 {
		if from != "" || to != "" || last < 0 {
			return errors.New("-last is a positive duration and excludes -from and -to")
		}
		o.from, o.to = now.Add(-last), now
		return nil
	}
	var errs [2]error
	o.from, errs[0] = moment("-from", from)
	o.to, errs[1] = moment("-to", to)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	if !o.to.IsZero() && !o.from.Before(o.to) {
		return errors.New("-from must be before -to")
	}
	return nil
}

func moment(name, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s %q: write it as 2006-01-02, 2006-01-02T15:04 or RFC 3339", name, text)
}
