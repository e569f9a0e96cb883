// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"time"
)

const reverseProxy = "httputil.ReverseProxy"

// overhead compares latency at one connection and throughput at 16 and 64.
func (b *bench) overhead(r *rig) error {
	for _, size := range sizes {
		for _, connections := range []int{1, 16, 64} {
			if b.only != "" && b.only != loadName(size, connections) {
				continue
			}
			if err := b.compare(r, size, connections); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadName is how a load is called in figures: the answers' size and the number of connections.
func loadName(size, connections int) string { return fmt.Sprintf("%dKB/%d", size>>10, connections) }

// compare measures upstream, peer and tap in turns, so that what else the machine does hits all of them.
func (b *bench) compare(r *rig, size, connections int) error {
	addresses := []string{r.upstream, r.reverse, r.tap}
	var rates, latencies, cpu [3][]float64
	for range b.rounds {
		for i, address := range addresses {
			if _, err := load(address, size, connections, b.each/10); err != nil { // warm up
				return err
			}
			before := r.cpu(i)
			s, err := load(address, size, connections, b.each)
			if err != nil {
				return err
			}
			rates[i] = append(rates[i], s.rate)
			latencies[i] = append(latencies[i], float64(s.p50)/float64(time.Microsecond))
			cpu[i] = append(cpu[i], float64(r.cpu(i)-before)/float64(time.Microsecond)/float64(s.requests))
		}
	}
	kind := loadName(size, connections)
	for i, name := range []string{"direct", reverseProxy, "tap"} {
		fmt.Printf("%-8s %-22s %7.0f/s   p50 %6.0f us   %5.1f us of CPU each\n", kind, name, median(rates[i]), median(latencies[i]), median(cpu[i]))
	}
	report(kind, connections, size, ratio(latencies[2], latencies[1]), ratio(rates[2], rates[1]))
	line("tap_cpu_per_exchange/"+kind, ratio(cpu[2], cpu[1]), "ratio", reverseProxy, true, "0")
	return nil
}

func report(kind string, connections, size int, latency, throughput float64) {
	large := size > 2<<10
	if connections == 1 {
		limit := 1.0
		if large {
			limit = 1.25
		}
		line("tap_latency_p50/"+kind, latency, "ratio", reverseProxy, latency <= limit, fmt.Sprintf("<=%g", limit))
		return
	}
	floor := 0.95
	if large {
		floor = 0.8
	}
	line("tap_throughput/"+kind, throughput, "ratio", reverseProxy, throughput >= floor, fmt.Sprint(floor))
}

// ratio is the median over the rounds: what was measured one after the other had the same neighbours.
func ratio(of, to []float64) float64 {
	each := make([]float64, len(of))
	for i := range of {
		each[i] = of[i] / to[i]
	}
	return median(each)
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
