// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatatraffic"
)

func benchSides(b *testing.B) (toMetrics, toLogs connector.Logs) {
	b.Helper()
	cfg, f, set := createDefaultConfig().(*Config), NewFactory(), connectortest.NewNopSettings(metadata.Type)
	toMetrics, err := f.CreateLogsToMetrics(b.Context(), set, cfg, consumertest.NewNop())
	require.NoError(b, err)
	toLogs, err = f.CreateLogsToLogs(b.Context(), set, cfg, consumertest.NewNop())
	require.NoError(b, err)
	require.NoError(b, toMetrics.Start(b.Context(), componenttest.NewNopHost()))
	require.NoError(b, toLogs.Start(b.Context(), componenttest.NewNopHost()))
	b.Cleanup(func() {
		require.NoError(b, toMetrics.Shutdown(b.Context()))
		require.NoError(b, toLogs.Shutdown(b.Context()))
	})
	return toMetrics, toLogs
}

// BenchmarkConsumeLogs runs every detector with its defaults over ordinary tool calls. An operation is a batch of 500.
func BenchmarkConsumeLogs(b *testing.B) {
	for _, tt := range []struct {
		name                 string
		sessions, resultSize int
	}{
		{"10000_sessions/300B", 10_000, 300},
		{"10000_sessions/2KB", 10_000, 2048},
		{"100_sessions/300B", 100, 300},
		{"100000_sessions/300B", 100_000, 300},
	} {
		b.Run(tt.name, func(b *testing.B) {
			toMetrics, _ := benchSides(b)
			tr := &pdatatraffic.Traffic{Sessions: tt.sessions, ResultSize: tt.resultSize, At: noon}
			for range tt.sessions/pdatatraffic.Batch + 1 {
				require.NoError(b, toMetrics.ConsumeLogs(b.Context(), tr.Next()))
			}
			batches := make([]plog.Logs, 64)
			b.ReportAllocs()
			var spent time.Duration
			for i := 0; b.Loop(); i++ {
				if i%len(batches) == 0 {
					b.StopTimer()
					for j := range batches {
						batches[j] = tr.Next()
					}
					b.StartTimer()
				}
				start := time.Now()
				if err := toMetrics.ConsumeLogs(b.Context(), batches[i%len(batches)]); err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
			}
			b.ReportMetric(float64(b.N)*pdatatraffic.Batch/spent.Seconds(), "events/s")
		})
	}
}

// BenchmarkCheckpoint writes 10,000 live sessions with every detector's state, all of which changed. An operation is one
// session; held-ms is the longest time that events waited.
func BenchmarkCheckpoint(b *testing.B) {
	cfg := createDefaultConfig().(*Config)
	c, err := newCore(connectortest.NewNopSettings(metadata.Type), cfg)
	require.NoError(b, err)
	tr := &pdatatraffic.Traffic{Sessions: 10_000, ResultSize: 300, At: noon}
	var held time.Duration
	size, n := 0, 0
	for n < b.N {
		b.StopTimer()
		for range 10_000/pdatatraffic.Batch + 1 {
			require.NoError(b, c.consumeLogs(b.Context(), tr.Next()))
		}
		b.StartTimer()
		start := time.Now()
		next := c.engine.Checkpoint()
		for pieces := next.Next(); len(pieces) > 0; pieces = next.Next() {
			held = max(held, time.Since(start))
			for _, p := range pieces {
				size += len(p.Data)
			}
			n += len(pieces)
			start = time.Now()
		}
		_, _, err := c.engine.Header(true)
		require.NoError(b, err)
		held = max(held, time.Since(start))
	}
	b.ReportMetric(float64(size)/float64(n), "B/session")
	b.ReportMetric(held.Seconds()*1000, "held-ms")
}
