// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatafinding"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatametric"
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
	found := c.findings()
	c.mu.Unlock()
	if err := c.sendFindings(ctx, found); err != nil {
		c.logger.Error("findings could not be sent", zap.Error(err))
	}
	for _, out := range c.outs {
		if err := c.flushTo(ctx, out); err != nil {
			c.logger.Error("metrics could not be sent", zap.Error(err))
		}
	}
}

// keepUp moves event time on in a live stream that has gone quiet, so that its sessions end. A replay of old data is left
// to its own times.
func (c *core) keepUp(now time.Time) {
	if seen := c.engine.Now(); !seen.IsZero() && now.Sub(seen).Abs() < liveWithin+c.cfg.Metrics.FlushInterval {
		c.engine.Advance(now)
	}
}

// flushTo sends the metrics to one side, if it takes metrics.
func (c *core) flushTo(ctx context.Context, out *outlets) error {
	if out.metrics == nil {
		return nil
	}
	metrics := c.render(time.Now())
	if metrics.DataPointCount() == 0 {
		return nil
	}
	return out.metrics.ConsumeMetrics(ctx, metrics)
}

func (c *core) render(now time.Time) pmetric.Metrics {
	c.mu.Lock()
	defer c.mu.Unlock()
	set := c.obs.metrics
	set.Clock(now)
	set.Gauges(c.engine.Sessions())
	c.obs.sizes(c.engine.Size())
	metrics := pmetric.NewMetrics()
	scope := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty()
	scope.Scope().SetName(metadata.ScopeName)
	scope.Scope().SetVersion(c.build.Version)
	for _, f := range set.Families {
		pdatametric.Append(f, now, pmetric.AggregationTemporalityCumulative, scope.Metrics())
	}
	return metrics
}

// findings takes what the engine found as log records.
func (c *core) findings() plog.Logs {
	logs := plog.NewLogs()
	found := c.engine.Take()
	if len(found) == 0 {
		return logs
	}
	scope := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
	scope.Scope().SetName(metadata.ScopeName)
	scope.Scope().SetVersion(c.build.Version)
	for i := range found {
		c.obs.metrics.Finding(&found[i])
		pdatafinding.ToLog(&found[i], c.build.Version, scope.LogRecords().AppendEmpty())
	}
	return logs
}
