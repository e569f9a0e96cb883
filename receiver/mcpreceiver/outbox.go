// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// maxBatch is how many records go to the pipeline at once.
const maxBatch = 512

// batch is what goes to the pipeline at once.
type batch struct {
	logs  plog.Logs
	names map[string]int64
	n     int
}

// outbox gathers events into batches and hands them to the pipeline. Where the pipeline falls behind by more than the
// queue holds, batches are dropped and counted.
type outbox struct {
	ctx     context.Context //nolint:containedctx // of the pipeline's hand-overs: cancelled once draining took too long
	logs    consumer.Logs
	tel     *telemetry
	batches chan batch
	wait    bool // rather than drop: for sources that can be held up

	current batch
	records plog.LogRecordSlice
}

func newOutbox(ctx context.Context, logs consumer.Logs, size int, tel *telemetry) *outbox {
	return &outbox{ctx: ctx, logs: logs, tel: tel, batches: make(chan batch, max(1, size/maxBatch))}
}

// add takes an event in. It copies what it keeps.
func (o *outbox) add(ev *audit.Event) {
	if o.logs == nil {
		return
	}
	if o.current.n == 0 {
		o.begin()
	}
	appendLog(o.records, ev)
	o.current.names[ev.Name]++
	if o.current.n++; o.current.n == maxBatch {
		o.flush()
	}
}

func (o *outbox) begin() {
	o.current = batch{logs: plog.NewLogs(), names: map[string]int64{}}
	scope := o.current.logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
	scope.Scope().SetName(metadata.ScopeName)
	o.records = scope.LogRecords()
	o.records.EnsureCapacity(64)
}

// flush sends the current batch on its way.
func (o *outbox) flush() {
	b := o.current
	if b.n == 0 {
		return
	}
	o.current = batch{}
	if o.wait {
		select {
		case o.batches <- b:
		case <-o.ctx.Done():
			o.tel.dropped(dropShutdown, int64(b.n))
		}
		return
	}
	select {
	case o.batches <- b:
	default:
		o.tel.dropped(dropPipeline, int64(b.n))
	}
}

// run hands batches to the pipeline until close is called and everything is handed over.
func (o *outbox) run() {
	for b := range o.batches {
		if o.ctx.Err() != nil {
			o.tel.dropped(dropShutdown, int64(b.n))
			continue
		}
		ctx := o.tel.obs.StartLogsOp(o.ctx)
		err := o.logs.ConsumeLogs(ctx, b.logs)
		o.tel.obs.EndLogsOp(ctx, metadata.Type.String(), b.n, err)
		if err != nil {
			o.tel.dropped(dropRefused, int64(b.n))
			continue
		}
		o.tel.emitted(b.names)
	}
}

func (o *outbox) close() { close(o.batches) }
