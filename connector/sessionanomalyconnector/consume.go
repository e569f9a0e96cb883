// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdataevent"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// consumeLogs takes every record in order and sends the findings on. The data is only read.
func (c *core) consumeLogs(ctx context.Context, logs plog.Logs) error {
	c.mu.Lock()
	c.obs.metrics.Clock(time.Now())
	for _, rl := range logs.ResourceLogs().All() {
		resource := rl.Resource().Attributes()
		for _, sl := range rl.ScopeLogs().All() {
			for _, record := range sl.LogRecords().All() {
				pdataevent.FromLog(&c.event, resource, record)
				pdataevent.Extra(&c.event, c.cfg.Metrics.Dimensions.Add, resource, record.Attributes())
				if c.readers.logs.idle() {
					pdataevent.Finish(&c.event)
					c.take(false)
					continue
				}
				log := ottlx.OfLog(rl, sl, record)
				pair, failed := c.readers.logs.apply(ctx, log, &c.event)
				log.Close()
				c.obs.failed(int64(failed))
				c.take(pair)
			}
		}
	}
	found := c.findings(ctx)
	c.obs.publish()
	c.mu.Unlock()
	return c.sendFindings(ctx, found)
}

// consumeTraces takes every span in order and sends the findings on. The data is only read.
func (c *core) consumeTraces(ctx context.Context, traces ptrace.Traces) error {
	c.mu.Lock()
	c.obs.metrics.Clock(time.Now())
	for _, rs := range traces.ResourceSpans().All() {
		resource := rs.Resource().Attributes()
		for _, ss := range rs.ScopeSpans().All() {
			for _, s := range ss.Spans().All() {
				pdataevent.FromSpan(&c.event, resource, s)
				pdataevent.Extra(&c.event, c.cfg.Metrics.Dimensions.Add, resource, s.Attributes())
				if c.readers.spans.idle() {
					pdataevent.Finish(&c.event)
					c.take(false)
					continue
				}
				span := ottlx.OfSpan(rs, ss, s)
				pair, failed := c.readers.spans.apply(ctx, span, &c.event)
				span.Close()
				c.obs.failed(int64(failed))
				c.take(pair)
			}
		}
	}
	found := c.findings(ctx)
	c.obs.publish()
	c.mu.Unlock()
	return c.sendFindings(ctx, found)
}

// take hands the event on, once it is complete.
func (c *core) take(pair bool) {
	if c.event.Name == "" && len(c.event.Signals) == 0 {
		c.obs.ignored(1)
		return
	}
	if pair && !c.pairs.Take(&c.event) {
		return
	}
	if c.event.Name == schema.EventOperation && c.event.Method == "" && c.event.Outcome == "" && len(c.event.Signals) == 0 {
		c.obs.ignored(1) // nothing in it: the mapping found no field
		return
	}
	c.engine.Observe(&c.event)
}

// sendFindings sends to the first side that takes logs: every such side leads to the same pipelines.
func (c *core) sendFindings(ctx context.Context, found plog.Logs) error {
	if found.LogRecordCount() == 0 {
		return nil
	}
	for _, out := range c.outs {
		if out.logs != nil {
			return out.logs.ConsumeLogs(ctx, found)
		}
	}
	return nil
}
