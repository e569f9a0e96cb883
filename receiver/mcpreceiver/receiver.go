// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
)

// mcpReceiver is what Start and Shutdown see: it owns the listeners and everything behind them.
type mcpReceiver struct {
	cfg      *Config
	settings receiver.Settings
	logs     consumer.Logs
	traces   consumer.Traces
	forget   func()

	start, stop sync.Once
	startErr    error
	stopErr     error

	tel      *telemetry
	tracking correlate.Settings
	gauges   gauges
	// closers run in this order at shutdown: the listeners first, the way into the pipeline last.
	closers []func(context.Context) error
	wg      sync.WaitGroup
}

var (
	_ receiver.Logs   = (*mcpReceiver)(nil)
	_ receiver.Traces = (*mcpReceiver)(nil)
)

func newReceiver(cfg *Config, set receiver.Settings) (*mcpReceiver, error) {
	keyers, err := cfg.Pseudonyms.Keyers(set.Logger)
	if err != nil {
		return nil, err
	}
	tel, err := newTelemetry(set)
	if err != nil {
		return nil, err
	}
	return &mcpReceiver{cfg: cfg, settings: set, tel: tel, tracking: correlate.Settings{
		Keyer: keyers[0], PlainSessions: cfg.SessionIDs == sessionIDsPlain,
		MaxSessions: cfg.Sessions.MaxSessions, MaxPending: cfg.Sessions.MaxPending,
		IdleTimeout: cfg.Sessions.IdleTimeout, RequestTimeout: cfg.Sessions.RequestTimeout,
		StateHandles: cfg.Sessions.StateHandles, JWTClaim: cfg.Identity.JWTClaim,
		Anomaly: tel.anomaly,
	}}, nil
}

// Start opens the listeners. The second call, for the second signal, does nothing.
func (r *mcpReceiver) Start(ctx context.Context, host component.Host) error {
	r.start.Do(func() {
		if r.startErr = r.open(ctx, host); r.startErr != nil {
			r.startErr = errors.Join(r.startErr, r.Shutdown(ctx))
		}
	})
	return r.startErr
}

func (r *mcpReceiver) open(ctx context.Context, host component.Host) error {
	if err := r.tel.watch(&r.gauges); err != nil {
		return err
	}
	if r.cfg.Proxy.HasValue() {
		if err := r.openProxy(ctx, host); err != nil {
			return err
		}
	}
	if r.cfg.Ingest.HasValue() {
		if err := r.openIngest(ctx, host); err != nil {
			return err
		}
	}
	if r.cfg.Replay.HasValue() {
		return r.openReplay(host)
	}
	return nil
}

// grace is how long a pipeline may take to notice that its context is over.
const grace = time.Second

// startOutbox starts a way into the pipeline. Its stop waits until all is handed over, the drain timeout at most.
func (r *mcpReceiver) startOutbox(wait bool) (*outbox, func(context.Context) error) {
	out := newOutbox(&r.cfg.Queue, r.logs, r.traces, r.tel)
	out.wait, out.service = wait, r.cfg.ServiceName
	done := make(chan struct{})
	r.wg.Go(func() { defer close(done); out.run() })
	return out, func(ctx context.Context) error {
		defer out.cancel()
		_ = out.leave(ctx)
		out.close()
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-out.ctx.Done():
		}
		select {
		case <-done:
			return nil
		case <-time.After(grace):
			return errors.New("the pipeline neither takes nor refuses what it was given last")
		}
	}
}

// background runs work until its stop is called, which waits for it.
func (r *mcpReceiver) background(work func(context.Context)) (stop func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	r.wg.Go(func() { defer close(done); work(ctx) })
	return func(stopping context.Context) error {
		cancel()
		select {
		case <-done:
			return nil
		case <-stopping.Done():
			return stopping.Err()
		}
	}
}

// Shutdown drains and closes. It may be called before Start, and twice.
func (r *mcpReceiver) Shutdown(ctx context.Context) error {
	r.stop.Do(func() {
		defer r.forget()
		var errs []error
		for _, closer := range r.closers {
			errs = append(errs, closer(ctx))
		}
		if r.stopErr = errors.Join(errs...); r.stopErr == nil {
			r.wg.Wait()
		}
		r.tel.shutdown()
	})
	return r.stopErr
}
