// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command pdatabench measures the session_anomaly connector with every detector on and its defaults, and prints BENCH
// lines: events per second of one core, the same over how fast they are unmarshalled, bytes per live session, and how cost grows
// with the number of sessions.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

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
	for _, f := range []struct {
		name       string
		resultSize int
		learned    bool
		floor      float64
	}{
		{"events_300B_10000_sessions", 300, false, 300_000},
		{"events_2KB_10000_sessions", 2048, false, 100_000},
		{"events_300B_10000_sessions_warm_baselines", 300, true, 300_000},
		{"events_2KB_10000_sessions_warm_baselines", 2048, true, 100_000},
	} {
		p, err := paceOf(10_000, f.resultSize, f.learned)
		if err != nil {
			return err
		}
		atLeast("session_anomaly/"+f.name, p.events, "events/s/core", "baseline", f.floor)
		fmt.Printf("      a quarter of the rounds: %.4g events/s and more; a quarter: %.4g and less\n", p.fast, p.slow)
		atLeast("session_anomaly/"+f.name+"_ratio", p.overRead, "ratio", "plog.ProtoUnmarshaler", 0)
	}
	few, err := paceOf(100, 300, false)
	if err != nil {
		return err
	}
	many, err := paceOf(100_000, 300, false)
	if err != nil {
		return err
	}
	atMost("session_anomaly/cost_100000_over_100_sessions", few.overRead/many.overRead, "ratio", 1.5)
	bytes, err := memory(10_000, 50)
	if err != nil {
		return err
	}
	atMost("session_anomaly/bytes_per_session_50_calls", bytes, "By", 6144)
	return nil
}

func newConnector(ctx context.Context, tel *componenttest.Telemetry) (connector.Logs, error) {
	f := sessionanomalyconnector.NewFactory()
	set := connectortest.NewNopSettings(metadata.Type)
	set.TelemetrySettings = tel.NewTelemetrySettings()
	c, err := f.CreateLogsToMetrics(ctx, set, f.CreateDefaultConfig(), consumertest.NewNop())
	if err != nil {
		return nil, err
	}
	return c, c.Start(ctx, componenttest.NewNopHost())
}

// pace is how fast events are taken, per second of processor time. What else the machine does slows some rounds down: events is
// the median over rounds, a quarter of them reached fast or more, a quarter slow or less. overRead is the median, round by round,
// of the same over how fast the same batches were unmarshalled, which the rest of the machine slows down alike.
type pace struct{ events, fast, slow, overRead float64 }

// paceOf measures the pace of a connector that takes each batch when it has been unmarshalled, as in a pipeline. Every session has
// made two calls before the clock starts. With learned, so have sessions enough to warm up the baselines of every statistical
// detector, and every call is compared with them; without, nothing is known yet. Nothing is collected while the clock runs: nearly
// all garbage of a pipeline is what it unmarshalled.
func paceOf(sessions, resultSize int, learned bool) (pace, error) {
	ctx := context.Background()
	tel := componenttest.NewTelemetry()
	c, err := newConnector(ctx, tel)
	if err != nil {
		return pace{}, err
	}
	at := start
	if learned {
		if at, err = learn(ctx, c); err != nil {
			return pace{}, err
		}
	}
	tr := &pdatatraffic.Traffic{Sessions: sessions, ResultSize: resultSize, At: at}
	for range 2*sessions/pdatatraffic.Batch + 1 {
		if err := c.ConsumeLogs(ctx, tr.Next()); err != nil {
			return pace{}, err
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var events, overRead []float64
	for range 31 {
		reading, taking, err := round(ctx, c, tr)
		if err != nil {
			return pace{}, err
		}
		events = append(events, batches*pdatatraffic.Batch/taking.Seconds())
		overRead = append(overRead, reading.Seconds()/taking.Seconds())
	}
	if err := c.Shutdown(ctx); err != nil {
		return pace{}, err
	}
	if warm, err := warmBaselines(tel); err != nil || learned != (warm > 0) {
		return pace{}, errors.Join(err, fmt.Errorf("%d baselines are warm", warm))
	}
	slices.Sort(events)
	slices.Sort(overRead)
	n := len(events)
	return pace{events[n/2], events[n*3/4], events[n/4], overRead[n/2]}, tel.Shutdown(ctx)
}

// batches is how many there are in a round.
const batches = 50

// round gives the processor time of unmarshalling batches, and of taking them.
func round(ctx context.Context, c connector.Logs, tr *pdatatraffic.Traffic) (reading, taking time.Duration, err error) {
	var wire [batches][]byte
	for i := range wire {
		if wire[i], err = (&plog.ProtoMarshaler{}).MarshalLogs(tr.Next()); err != nil {
			return 0, 0, err
		}
	}
	runtime.GC()
	for _, w := range wire {
		before := processorTime()
		logs, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(w)
		if err != nil {
			return 0, 0, err
		}
		between := processorTime()
		logs.MarkReadOnly()
		if err := c.ConsumeLogs(ctx, logs); err != nil {
			return 0, 0, err
		}
		reading, taking = reading+between-before, taking+processorTime()-between
	}
	return reading, taking, nil
}

// learn plays short sessions of the same users and tools at four hours of every day, until the baselines with the longest
// warm-up, the hours of users, can be compared with. It returns the time reached.
func learn(ctx context.Context, c connector.Logs) (time.Time, error) {
	const (
		rounds  = 4 * 16
		every   = 6 * time.Hour
		users   = 500
		batches = 5 * users / pdatatraffic.Batch
	)
	tr := &pdatatraffic.Traffic{Sessions: users, ResultSize: 300, At: start.Add(-rounds * every)}
	for range rounds {
		at := tr.At
		for range batches {
			if err := c.ConsumeLogs(ctx, tr.Next()); err != nil {
				return at, err
			}
		}
		tr.At = at.Add(every)
	}
	return tr.At, nil
}

// warmBaselines is how many baselines had warmed up when the connector stopped.
func warmBaselines(tel *componenttest.Telemetry) (warm int64, err error) {
	m, err := tel.GetMetric("otelcol_connector_session_anomaly_baselines")
	if err != nil {
		return 0, err
	}
	gauge, ok := m.Data.(metricdata.Gauge[int64])
	if !ok {
		return 0, fmt.Errorf("baselines are %T", m.Data)
	}
	for _, point := range gauge.DataPoints {
		if state, _ := point.Attributes.Value("state"); state.AsString() == "warm" {
			warm += point.Value
		}
	}
	return warm, nil
}

// memory gives what a live session takes after so many calls, from the heap's growth.
func memory(sessions, calls int) (float64, error) {
	ctx := context.Background()
	c, err := newConnector(ctx, componenttest.NewTelemetry())
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

func atLeast(what string, value float64, unit, against string, floor float64) {
	line(what, value, unit, against, floor, value >= floor)
}

func atMost(what string, value float64, unit string, ceiling float64) {
	line(what, value, unit, "baseline", ceiling, value <= ceiling)
}

func line(what string, value float64, unit, against string, floor float64, ok bool) {
	verdict := "ok"
	if !ok {
		verdict = "SHORT"
	}
	fmt.Printf("BENCH %s value=%.4g unit=%s against=%s floor=%.4g %s\n", what, value, unit, against, floor, verdict)
}
