// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/queue"
)

// worker reads the observations of the proxy, off the request path, and makes events of them. It never waits for the
// pipeline, so that it always knows the sessions.
type worker struct {
	ring     *queue.Ring[observe.Observation]
	tracker  *correlate.Tracker
	out      *outbox
	tel      *telemetry
	interval time.Duration

	sessions, pending atomic.Int64
}

var _ observe.Sink = (*worker)(nil)

func newWorker(cfg *Config, set correlate.Settings, out *outbox, tel *telemetry) *worker {
	w := &worker{
		ring: queue.NewRing[observe.Observation](cfg.Queue.Size, cfg.Queue.Bytes),
		out:  out, tel: tel, interval: cfg.Queue.FlushInterval,
	}
	set.Emit = func(ev *audit.Event) { w.out.add(ev) }
	w.tracker = correlate.New(set)
	return w
}

// Observe queues an observation, or drops it and counts it.
func (w *worker) Observe(o observe.Observation) {
	if !w.ring.Push(o, o.Weight()) {
		w.tel.dropped(dropObservation, 1)
		o.Free()
	}
}

// run works until ctx is done, then takes in what is left and reports what is still open.
func (w *worker) run(ctx context.Context) {
	tick := time.NewTicker(w.interval)
	defer tick.Stop()
	var spare []observe.Observation
	for {
		select {
		case <-ctx.Done():
			w.work(spare)
			w.tracker.Close(time.Now(), "shutdown")
			w.out.flush()
			return
		case <-w.ring.Wake():
			spare = w.work(spare)
		case now := <-tick.C:
			spare = w.work(spare)
			w.tracker.Advance(now)
			w.out.flush()
		}
	}
}

func (w *worker) work(spare []observe.Observation) []observe.Observation {
	taken := w.ring.Swap(spare)
	for i := range taken {
		w.tracker.Observe(&taken[i])
		taken[i].Free()
	}
	w.sessions.Store(int64(w.tracker.Sessions()))
	w.pending.Store(int64(w.tracker.Pending()))
	return taken
}
