// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// outbox gathers events into batches and hands them to the pipeline. Where the pipeline falls behind by more than the
// queue holds, batches are dropped and counted, unless the source can be held up.
type outbox struct {
	ctx     context.Context //nolint:containedctx // of the hand-overs: cancelled once draining took too long
	cancel  context.CancelFunc
	drain   time.Duration
	leaving sync.Once
	logs    consumer.Logs
	traces  consumer.Traces
	tel     *telemetry
	batches chan *batch
	wait    bool // hold the source up rather than drop
	service string

	current *batch
}

func newOutbox(cfg *QueueConfig, logs consumer.Logs, traces consumer.Traces, tel *telemetry) *outbox {
	ctx, cancel := context.WithCancel(context.Background())
	return &outbox{
		ctx: ctx, cancel: cancel, drain: cfg.DrainTimeout, logs: logs, traces: traces, tel: tel,
		batches: make(chan *batch, max(1, cfg.Size/maxBatch)),
	}
}

// leave gives the pipeline the drain timeout, from the first call on, to take what there is. It comes before whatever may
// wait for the pipeline: a request under way is held up by one that refuses.
func (o *outbox) leave(context.Context) error {
	o.leaving.Do(func() { time.AfterFunc(o.drain, o.cancel) })
	return nil
}

// add takes an event in. It copies what it keeps.
func (o *outbox) add(ev *audit.Event) {
	if o.current == nil {
		o.current = newBatch(signals{o.logs != nil, o.traces != nil, o.service})
	}
	o.current.add(ev)
	if o.current.full() {
		o.flush()
	}
}

// full says that the next batch would have to wait.
func (o *outbox) full() bool { return len(o.batches) == cap(o.batches) }

// flush sends the current batch on its way.
func (o *outbox) flush() {
	b := o.current
	if b == nil {
		return
	}
	o.current = nil
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

// pass sends a batch that is complete, after what has gathered.
func (o *outbox) pass(b *batch) {
	o.flush()
	o.current = b
	o.flush()
}

// close tells run that nothing more will come.
func (o *outbox) close() { close(o.batches) }

// run hands batches to the pipeline until close is called and everything is handed over.
func (o *outbox) run() {
	for b := range o.batches {
		if err := errors.Join(o.handLogs(b), o.handTraces(b)); err != nil {
			o.tel.dropped(o.dropReason(), int64(b.n))
			continue
		}
		o.tel.emitted(b.names)
	}
}

func (o *outbox) dropReason() string {
	if o.ctx.Err() != nil {
		return dropShutdown
	}
	return dropRefused
}

func (o *outbox) handLogs(b *batch) error {
	if o.logs == nil {
		return nil
	}
	return o.hand(func() error {
		ctx := o.tel.obs.StartLogsOp(o.ctx)
		err := o.logs.ConsumeLogs(ctx, b.records)
		o.tel.obs.EndLogsOp(ctx, metadata.Type.String(), b.n, err)
		return err
	})
}

func (o *outbox) handTraces(b *batch) error {
	if o.traces == nil || b.exchanges == 0 {
		return nil
	}
	return o.hand(func() error {
		ctx := o.tel.obs.StartTracesOp(o.ctx)
		err := o.traces.ConsumeTraces(ctx, b.spans)
		o.tel.obs.EndTracesOp(ctx, metadata.Type.String(), b.exchanges, err)
		return err
	})
}

// retryAfter is the pause before a source that can be held up tries again.
const retryAfter = 100 * time.Millisecond

// hand does one hand-over. A source that can be held up tries again until the pipeline takes it or refuses for good.
func (o *outbox) hand(over func() error) error {
	for {
		if err := o.ctx.Err(); err != nil {
			return err
		}
		err := over()
		if err == nil || !o.wait || consumererror.IsPermanent(err) {
			return err
		}
		select {
		case <-time.After(retryAfter):
		case <-o.ctx.Done():
			return err
		}
	}
}
