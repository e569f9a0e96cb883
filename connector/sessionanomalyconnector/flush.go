// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatametric"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
)

// pairTimeout is how long, in event time, a request waits for its response.
const pairTimeout = 10 * time.Minute

// liveWithin is how close event time must be to the wall clock for the stream to count as live.
const liveWithin = 5 * time.Minute

// flushEvery sends metrics until the core stops. Pacing is the one thing here that follows the wall clock.
func (c *core) flushEvery(interval time.Duration) {
	defer c.flushing.Done()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-c.done:
			return
		case <-ticker.C:
			c.flush()
		}
	}
}

func (c *core) flush() {
	ctx := context.Background()
	c.mu.Lock()
	c.keepUp(time.Now())
	c.obs.unpaired(c.pairs.Expire(c.engine.Now().Add(-pairTimeout)), c.pairs.Lost)
	c.pairs.Lost = 0
	found := c.findings(ctx)
	c.obs.publish()
	c.mu.Unlock()
	if err := c.sendFindings(ctx, found); err != nil {
		c.logger.Error("findings could not be sent", zap.Error(err))
	}
	if err := c.sendMetrics(ctx); err != nil {
		c.logger.Error("metrics could not be sent", zap.Error(err))
	}
}

// keepUp moves event time on in a live stream that has gone quiet, so that its sessions end. A replay of old data is left
// to its own times.
func (c *core) keepUp(now time.Time) {
	if seen := c.engine.Now(); !seen.IsZero() && now.Sub(seen).Abs() < liveWithin+c.cfg.Metrics.FlushInterval {
		c.engine.Advance(now)
	}
}

// sendMetrics sends to the first side that takes metrics: every such side leads to the same pipelines.
func (c *core) sendMetrics(ctx context.Context) error {
	i := slices.IndexFunc(c.outs, func(o *outlets) bool { return o.metrics != nil })
	if i < 0 {
		return nil
	}
	metrics := c.render(time.Now())
	if metrics.DataPointCount() == 0 {
		return nil
	}
	return c.outs[i].metrics.ConsumeMetrics(ctx, metrics)
}

func (c *core) render(now time.Time) pmetric.Metrics {
	c.mu.Lock()
	defer c.mu.Unlock()
	set := c.obs.metrics
	set.Clock(now)
	set.Gauges(c.engine.Sessions(), c.engine.Now())
	c.obs.sizes(c.engine.Size())
	c.obs.baselines(c.keeper.detectors)
	metrics := pmetric.NewMetrics()
	scope := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty()
	scope.Scope().SetName(metadata.ScopeName)
	scope.Scope().SetVersion(c.build.Version)
	temporality, expiration := pmetric.AggregationTemporalityCumulative, c.cfg.Metrics.Expiration
	if c.cfg.Metrics.Temporality == delta {
		temporality = pmetric.AggregationTemporalityDelta
	}
	set.Each(func(f *series.Family) {
		if temporality == pmetric.AggregationTemporalityCumulative && expiration > 0 && f.Kind != series.Gauge {
			f.Expire(now.Add(-expiration))
		}
		pdatametric.Append(f, now, temporality, scope.Metrics())
		if temporality == pmetric.AggregationTemporalityDelta && f.Kind != series.Gauge {
			f.Restart(now)
		}
	})
	return metrics
}

// findings takes what the engine found as log records.
func (c *core) findings(ctx context.Context) plog.Logs { return c.writer.write(ctx, c.engine.Take()) }
