// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command pdatabench measures the session_anomaly connector with every detector on and its defaults, and prints BENCH
// lines: events per second of one core, bytes per live session, and how cost grows with the number of sessions.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatatraffic"
)

var start = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	small, err := speed(10_000, 300)
	if err != nil {
		return err
	}
	atLeast("session_anomaly/events_300B_10000_sessions", small, "events/s/core", 300_000)
	large, err := speed(10_000, 2048)
	if err != nil {
		return err
	}
	atLeast("session_anomaly/events_2KB_10000_sessions", large, "events/s/core", 100_000)
	few, err := speed(100, 300)
	if err != nil {
		return err
	}
	many, err := speed(100_000, 300)
	if err != nil {
		return err
	}
	atMost("session_anomaly/cost_100000_over_100_sessions", few/many, "ratio", 1.5)
	bytes, err := memory(10_000, 50)
	if err != nil {
		return err
	}
	atMost("session_anomaly/bytes_per_session_50_calls", bytes, "By", 6144)
	return nil
}

func newConnector(ctx context.Context) (connector.Logs, error) {
	f := sessionanomalyconnector.NewFactory()
	set := connectortest.NewNopSettings(metadata.Type)
	c, err := f.CreateLogsToMetrics(ctx, set, f.CreateDefaultConfig(), consumertest.NewNop())
	if err != nil {
		return nil, err
	}
	return c, c.Start(ctx, componenttest.NewNopHost())
}

// speed gives events per second of processor time, the collector's garbage collection included, the making of the traffic
// left out. Every session is warm before the clock starts.
func speed(sessions, resultSize int) (float64, error) {
	ctx := context.Background()
	c, err := newConnector(ctx)
	if err != nil {
		return 0, err
	}
	tr := &pdatatraffic.Traffic{Sessions: sessions, ResultSize: resultSize, At: start}
	for range 2*sessions/pdatatraffic.Batch + 1 {
		if err := c.ConsumeLogs(ctx, tr.Next()); err != nil {
			return 0, err
		}
	}
	var spent time.Duration
	events := 0
	for spent < 3*time.Second {
		batches := make([]plog.Logs, 100)
		for i := range batches {
			batches[i] = tr.Next()
		}
		runtime.GC()
		before := processorTime()
		for _, b := range batches {
			if err := c.ConsumeLogs(ctx, b); err != nil {
				return 0, err
			}
		}
		spent += processorTime() - before
		events += len(batches) * pdatatraffic.Batch
	}
	return float64(events) / spent.Seconds(), c.Shutdown(ctx)
}

// memory gives what a live session takes after so many calls, from the heap's growth.
func memory(sessions, calls int) (float64, error) {
	ctx := context.Background()
	c, err := newConnector(ctx)
	if err != nil {
		return 0, err
	}
	tr := &pdatatraffic.Traffic{Sessions: sessions, ResultSize: 300, At: start}
	before := heap()
	for range sessions * calls / pdatatraffic.Batch {
		if err := c.ConsumeLogs(ctx, tr.Next()); err != nil {
			return 0, err
		}
	}
	after := heap()
	return float64(after-before) / float64(sessions), c.Shutdown(ctx)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func atLeast(what string, value float64, unit string, floor float64) {
	line(what, value, unit, floor, value >= floor)
}

func atMost(what string, value float64, unit string, ceiling float64) {
	line(what, value, unit, ceiling, value <= ceiling)
}

func line(what string, value float64, unit string, floor float64, ok bool) {
	verdict := "ok"
	if !ok {
		verdict = "SHORT"
	}
	fmt.Printf("BENCH %s value=%.4g unit=%s against=baseline floor=%.4g %s\n", what, value, unit, floor, verdict)
}
