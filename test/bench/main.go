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
)

func main() {
	profile := flag.String("cpuprofile", "", "write a CPU profile of the processor as it comes to this file")
	size := flag.Int("mb", 16, "size of the corpus in MB")
	binary := flag.String("binary", "../../bin/otelcol-mcp", "the distribution, for the measures of the whole collector")
	only := flag.Bool("collector", false, "measure the whole collector alone")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(400)
	if err := run(*size<<20, *profile, *binary, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(size int, profile, binary string, only bool) error {
	c1, err := payloads(size, 200)
	if err != nil {
		return err
	}
	if profile != "" {
		return profileTo(profile, c1)
	}
	if only {
		return wholeCollector(binary, c1.head(collectorCorpus))
	}
	ours, err := newOurs()
	if err != nil {
		return err
	}
	return compare(binary, c1, dense(size/2), ours)
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
