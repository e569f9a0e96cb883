// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"
	"time"
)

// streaming measures how old an event is when it arrives through the tap.
func (b *bench) streaming(r *rig) error {
	const events = 1000
	for _, to := range []struct{ name, address string }{{"direct", r.upstream}, {"tap", r.tap}} {
		resp, err := http.Get(fmt.Sprintf("http://%s/stream?n=%d&pause=1ms", to.address, events))
		if err != nil {
			return err
		}
		ages, err := readEvents(resp.Body, events)
		_ = resp.Body.Close() // it has served
		if err != nil {
			return err
		}
		p50, p99 := ms(ages[len(ages)/2]), ms(ages[len(ages)*99/100])
		fmt.Printf("SSE %s: p50 %.3f ms, p99 %.3f ms from the server's write to the client's read\n", to.name, p50, p99)
		if to.name == "tap" {
			line("tap_sse_event_p50", p50, "ms", "limit", p50 <= 1, "<=1")
		}
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// footprint measures memory: a long stream, many sessions, many open streams.
func (b *bench) footprint(r *rig) error {
	const million = 1_000_000
	if err := longStream(r, million/10); err != nil { // reach the level first
		return err
	}
	before, err := r.memory()
	if err != nil {
		return err
	}
	if err := longStream(r, million); err != nil {
		return err
	}
	after, err := r.memory()
	if err != nil {
		return err
	}
	line("tap_memory_growth/million_events_one_stream", (after-before)/(1<<20), "MiB", "before", after-before < 64<<20, "<=64")
	fresh, err := newRig(b.tap) // a heap that has been large gives little back
	if err != nil {
		return err
	}
	defer fresh.stop()
	return b.crowds(fresh)
}

func longStream(r *rig, n int) error {
	resp, err := http.Get(fmt.Sprintf("http://%s/stream?n=%d", r.tap, n))
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }() // it has served
	_, err = readEvents(resp.Body, n)
	return err
}

// crowds opens sessions and streams and looks at the memory each takes.
func (b *bench) crowds(r *rig) error {
	const sessions, streams = 10_000, 1000
	for range 1000 { // reach the level first
		if _, err := load(r.tap, sizes[0], 1, time.Millisecond); err != nil {
			return err
		}
	}
	before, err := r.memory()
	if err != nil {
		return err
	}
	for i := range sessions {
		c, err := dial(r.tap, fmt.Sprintf("/initialize?%d", i), initRequest)
		if err != nil {
			return err
		}
		if err := c.do(); err != nil {
			return err
		}
		if err := c.conn.Close(); err != nil {
			return err
		}
	}
	with, err := r.memory()
	if err != nil {
		return err
	}
	line("tap_memory_per_session/10000", (with-before)/sessions/1024, "KiB", "none", true, "0")
	for range streams {
		resp, err := http.Get("http://" + r.tap + "/stream?n=1&stay=1")
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }() // all stay open until the last is measured
	}
	open, err := r.memory()
	if err != nil {
		return err
	}
	line("tap_memory_per_open_stream/1000", (open-with)/streams/1024, "KiB", "none", true, "0")
	return nil
}
