// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command bench measures what the tap costs, against httputil.ReverseProxy in front of the same upstream in the same run.
// The tap is the built distribution with full capture into a live logs pipeline. Upstream, proxy and load run as
// processes of their own, upstream and proxy on one core each.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// envRole makes this program play a part of the experiment.
const envRole = "TAPBENCH_ROLE"

func main() {
	switch os.Getenv(envRole) {
	case "upstream":
		fail(serveUpstream(os.Args[1]))
	case "reverse":
		fail(serveReverseProxy(os.Args[1], os.Args[2]))
	}
	var b bench
	flag.StringVar(&b.tap, "tap", "bin/otelcol-mcp", "the built distribution")
	flag.DurationVar(&b.each, "each", 700*time.Millisecond, "how long one measurement takes")
	flag.IntVar(&b.rounds, "rounds", 9, "how often everything is measured; medians count")
	flag.BoolVar(&b.memory, "memory", true, "measure memory, too: sessions, open streams, a million events")
	flag.StringVar(&b.only, "only", "", `measure one load only, such as "32KB/64": answer size and connections`)
	flag.Parse()
	fail(b.run())
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	tap    string
	each   time.Duration
	rounds int
	memory bool
	only   string
}

func (b *bench) run() error {
	rig, err := newRig(b.tap)
	if err != nil {
		return err
	}
	defer rig.stop()
	if err := b.overhead(rig); err != nil {
		return err
	}
	if b.only != "" {
		return nil
	}
	if err := b.streaming(rig); err != nil {
		return err
	}
	if !b.memory {
		return nil
	}
	return b.footprint(rig)
}

// line prints a figure for people and scripts. A floor of 0 means that there is none.
func line(what string, value float64, unit, against string, ok bool, floor string) {
	verdict := "ok"
	if !ok {
		verdict = "SHORT"
	}
	fmt.Printf("BENCH %s value=%.3g unit=%s against=%s floor=%s %s\n", what, value, unit, against, floor, verdict)
}
