// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdataevent"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// consumeLogs takes every record in order and sends the findings on. The data is only read.
func (c *core) consumeLogs(ctx context.Context, logs plog.Logs) error {
	return c.consume(ctx, func() {
		for _, rl := range logs.ResourceLogs().All() {
			resource := rl.Resource().Attributes()
			for _, sl := range rl.ScopeLogs().All() {
				for _, record := range sl.LogRecords().All() {
					ev := c.next()
					c.reader.FromLog(ev, resource, record)
					complete(ctx, c, ev, &c.readers.logs, resource, record.Attributes(), func() ottlx.Log { return ottlx.OfLog(rl, sl, record) })
				}
			}
		}
	})
}

// consumeTraces takes every span in order and sends the findings on. The data is only read.
func (c *core) consumeTraces(ctx context.Context, traces ptrace.Traces) error {
	return c.consume(ctx, func() {
		for _, rs := range traces.ResourceSpans().All() {
			resource := rs.Resource().Attributes()
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					ev := c.next()
					c.reader.FromSpan(ev, resource, span)
					complete(ctx, c, ev, &c.readers.spans, resource, span.Attributes(), func() ottlx.Span { return ottlx.OfSpan(rs, ss, span) })
				}
			}
		}
	})
}

// consume runs what takes the records of a batch, and sends what was found in it.
func (c *core) consume(ctx context.Context, take func()) error {
	c.mu.Lock()
	c.obs.metrics.Clock(time.Now())
	take()
	c.observe()
	found := c.findings(ctx)
	c.obs.publish()
	c.mu.Unlock()
	return c.sendFindings(ctx, found)
}

// complete adds to the event what only the configuration knows of its record, and hands it on. The record is opened to
// expressions only where there are any.
func complete[K interface{ Close() }](ctx context.Context, c *core, ev *detect.Event, r *reader[K], resource, attrs pcommon.Map, open func() K) {
	pdataevent.Extra(ev, c.cfg.Metrics.Dimensions.Add, resource, attrs)
	if r.idle() {
		pdataevent.Finish(ev)
		c.take(ev, false)
		return
	}
	record := open()
	pair, failed := r.apply(ctx, record, ev)
	record.Close()
	c.obs.failed(int64(failed))
	c.take(ev, pair)
}

// take hands the event on, once it is complete.
func (c *core) take(ev *detect.Event, pair bool) {
	if ev.Name == "" && len(ev.Signals) == 0 {
		c.obs.ignored(1)
		return
	}
	if pair && !c.pairs.Take(ev) {
		return
	}
	if ev.Name == schema.EventOperation && ev.Method == "" && ev.Outcome == "" && len(ev.Signals) == 0 {
		c.obs.ignored(1) // nothing in it: the mapping found no field
		return
	}
	if c.waiting++; c.waiting == len(c.events) {
		c.observe()
	}
}

// next is the event that the next record is read into.
func (c *core) next() *detect.Event { return &c.events[c.waiting] }

// observe hands the events that wait to the engine. It gets several at a time so that it can fetch what it knows of their
// sessions for all of them at once.
func (c *core) observe() {
	c.engine.ObserveAll(c.events[:c.waiting])
	c.waiting = 0
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
