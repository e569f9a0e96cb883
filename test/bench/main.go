// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command bench measures the dlp processor against its peers, on the same texts, in one run, on one core:
//
//	cd test/bench && go run .
//
// It prints one BENCH line a figure. What counts is the ratios: absolute numbers differ from machine to machine.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor"
)

// options are the flags.
type options struct {
	size      int // of the corpus, in MB
	binary    string
	profile   string
	secrets   bool
	collector bool
}

func main() {
	var o options
	flag.IntVar(&o.size, "mb", 16, "size of the corpus in MB")
	flag.StringVar(&o.binary, "binary", "../../bin/otelcol-mcp", "the distribution, for the measures of the whole collector")
	flag.BoolVar(&o.collector, "collector", false, "measure the whole collector alone")
	flag.StringVar(&o.profile, "cpuprofile", "", "write a CPU profile of the processor to this file, and measure nothing else")
	flag.BoolVar(&o.secrets, "secrets", false, "profile the processor with the credential rules alone")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(400)
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (o *options) run() error {
	const megabyte = 1 << 20
	c1, err := payloads(o.size*megabyte, 200)
	if err != nil {
		return err
	}
	switch {
	case o.profile != "" && o.secrets:
		return profileTo(o.profile, c1, secretsOnly)
	case o.profile != "":
		return profileTo(o.profile, c1, func(*dlpprocessor.Config) {})
	case o.collector:
		return wholeCollector(o.binary, c1.head(collectorCorpus))
	}
	ours, err := newOurs()
	if err != nil {
		return err
	}
	return compare(o.binary, c1, dense(o.size*megabyte/2), ours)
}

// line prints a BENCH line. floor 0 means none.
func line(what string, value float64, unit, against string, floor float64) {
	verdict := ""
	if floor > 0 {
		verdict = fmt.Sprintf(" floor=%g ok", floor)
		if value < floor {
			verdict = fmt.Sprintf(" floor=%g SHORT", floor)
		}
	}
	fmt.Printf("BENCH %s value=%.4g unit=%s against=%s%s\n", what, value, unit, against, verdict)
}

// ceiling prints a BENCH line for what must not be above a limit.
func ceiling(what string, value float64, against string, limit float64) {
	verdict := "ok"
	if value > limit {
		verdict = "SHORT"
	}
	fmt.Printf("BENCH %s value=%.3g unit=x against=%s floor=<=%g %s\n", what, value, against, limit, verdict)
}
