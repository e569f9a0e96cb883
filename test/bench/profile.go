// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor"
)

// profileRounds is how often the corpus passes while a profile is taken.
const profileRounds = 30

// profileTo writes a CPU profile of the processor, once it is warm.
func profileTo(name string, c *corpus, change func(*dlpprocessor.Config)) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	factory := dlpprocessor.NewFactory()
	cfg := factory.CreateDefaultConfig().(*dlpprocessor.Config)
	change(cfg)
	p, err := newProcessor(factory, cfg)
	if err != nil {
		return err
	}
	if err := consume(p, events(c)); err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	for range profileRounds {
		all := events(c)
		runtime.GC()
		start := cpuTime()
		if err := consume(p, all); err != nil {
			return err
		}
		fmt.Printf("%.2f us a record\n", (cpuTime()-start).Seconds()*1e6/float64(len(c.texts)))
	}
	return nil
}
