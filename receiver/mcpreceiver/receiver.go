// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
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
	closers  []func(context.Context) error // in the order of shutdown
	wg       sync.WaitGroup
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
	r.start.Do(func() { r.startErr = r.open(ctx, host) })
	if r.startErr != nil {
		return errors.Join(r.startErr, r.Shutdown(ctx))
	}
	return nil
}

func (r *mcpReceiver) open(ctx context.Context, host component.Host) error {
	if r.cfg.Proxy.HasValue() {
		if err := r.openProxy(ctx, host); err != nil {
			return err
		}
	}
	return nil
}

// openProxy starts what the proxy needs, from the pipeline's end to the listener.
func (r *mcpReceiver) openProxy(ctx context.Context, host component.Host) error {
	cfg := r.cfg.Proxy.Get()
	routes, err := r.cfg.routes(ctx)
	if err != nil {
		return err
	}
	auth, err := cfg.authenticator(ctx, host)
	if err != nil {
		return err
	}
	tracking := r.tracking
	tracking.MaxDecoded = cfg.MaxMessageBytes
	out, stopOutbox := r.startOutbox()
	w := newWorker(r.cfg, tracking, out, r.tel)
	handler := proxy.NewHandler(proxy.Settings{
		Routes: routes, MaxRequestBytes: cfg.MaxRequestBodyBytes, MaxMessageBytes: cfg.MaxMessageBytes,
		Sink: w, Authenticate: newIdentifier(r.cfg.Identity, auth).authenticate, Refused: r.tel.refused,
	})
	if err := r.tel.gauges(w.sessions.Load, w.pending.Load, handler.Active); err != nil {
		return errors.Join(err, stopOutbox(ctx))
	}
	server, err := cfg.server(handler, r.settings.Logger)
	if err != nil {
		return errors.Join(err, stopOutbox(ctx))
	}
	ln, err := cfg.listen(ctx)
	if err != nil {
		return errors.Join(err, stopOutbox(ctx))
	}
	working, stopWorking := context.WithCancel(context.Background())
	worked := make(chan struct{})
	r.wg.Go(func() { defer close(worked); w.run(working) })
	r.closers = append(r.closers,
		func(ctx context.Context) error { return drain(ctx, server, cfg) },
		func(context.Context) error {
			for _, route := range routes {
				route.Transport.(*http.Transport).CloseIdleConnections()
			}
			stopWorking()
			<-worked
			return nil
		},
		stopOutbox,
	)
	r.serve(host, server, ln)
	r.settings.Logger.Info("the MCP tap listens", zap.String("endpoint", ln.Addr().String()), zap.Int("routes", len(routes)))
	return nil
}

// startOutbox starts the way into the pipeline. Its stop waits, as long as its context allows, until all is handed over.
func (r *mcpReceiver) startOutbox() (*outbox, func(context.Context) error) {
	handing, cancel := context.WithCancel(context.Background())
	out := newOutbox(handing, r.logs, r.cfg.Queue.Size, r.tel)
	done := make(chan struct{})
	r.wg.Go(func() { defer close(done); out.run() })
	return out, func(ctx context.Context) error {
		defer cancel()
		out.close()
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (r *mcpReceiver) serve(host component.Host, server *http.Server, ln net.Listener) {
	r.wg.Go(func() {
		if err := server.Serve(ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			componentstatus.ReportStatus(host, componentstatus.NewFatalErrorEvent(err))
		}
	})
}

// drain lets exchanges under way end, then closes what is left: streams would live on for ever.
func drain(ctx context.Context, server *http.Server, cfg *ProxyConfig) error {
	ctx, cancel := context.WithTimeout(ctx, cfg.DrainTimeout)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		return server.Close()
	}
	return nil
}

// Shutdown drains and closes. It may be called before Start, and twice.
func (r *mcpReceiver) Shutdown(ctx context.Context) error {
	r.stop.Do(func() {
		defer r.forget()
		var errs []error
		for _, closer := range r.closers {
			errs = append(errs, closer(ctx))
		}
		r.wg.Wait()
		r.tel.shutdown()
		r.stopErr = errors.Join(errs...)
	})
	return r.stopErr
}
