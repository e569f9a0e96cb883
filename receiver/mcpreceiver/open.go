// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

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
	ln, err := cfg.listen(ctx)
	if err != nil {
		return err
	}
	tracking := r.tracking
	tracking.MaxDecoded = cfg.MaxMessageBytes
	out, stopOutbox := r.startOutbox(false)
	w := newWorker(r.cfg, tracking, out, r.tel)
	handler := proxy.NewHandler(proxy.Settings{
		Routes: routes, MaxRequestBytes: cfg.MaxRequestBodyBytes, MaxMessageBytes: cfg.MaxMessageBytes,
		Sink: w, Challenge: cfg.AuthChallenge, Authenticate: newIdentifier(r.cfg.Identity, auth).authenticate, Refused: r.tel.refused,
	})
	r.gauges.add(w.sessions.Load, w.pending.Load, handler.Active)
	server := cfg.server(handler, r.settings.Logger)
	stopWorker := r.background(w.run)
	r.closers = append(r.closers,
		func(ctx context.Context) error {
			defer proxy.CloseIdle(routes)
			return drain(ctx, server, handler, cfg)
		}, stopWorker, stopOutbox)
	r.serve(host, server, ln)
	r.settings.Logger.Info("the MCP tap listens", zap.String("endpoint", ln.Addr().String()), zap.Int("routes", len(routes)))
	return nil
}

// openIngest starts the endpoint for frames.
func (r *mcpReceiver) openIngest(ctx context.Context, host component.Host) error {
	cfg := r.cfg.Ingest.Get()
	out, stopOutbox := r.startOutbox(true)
	r.closers = append(r.closers, stopOutbox)
	in := newIngest(cfg, r.cfg.Capture.observed(), r.tracking, out, r.tel)
	r.gauges.add(in.sessions.Load, in.pending.Load, func() int64 { return 0 })
	mux := http.NewServeMux()
	mux.Handle("POST /v1/frames", in)
	server, err := cfg.Server.ToServer(ctx, host.GetExtensions(), r.settings.TelemetrySettings, mux)
	if err != nil {
		return err
	}
	ln, err := cfg.Server.ToListener(ctx)
	if err != nil {
		return err
	}
	stopIngest := r.background(in.run)
	r.closers = append(r.closers[:len(r.closers)-1], out.leave, server.Shutdown, stopIngest, stopOutbox)
	r.serve(host, server, ln)
	r.settings.Logger.Info("the MCP ingest endpoint listens", zap.String("endpoint", ln.Addr().String()))
	return nil
}

// openReplay starts reading the recording.
func (r *mcpReceiver) openReplay(host component.Host) error {
	out, stopOutbox := r.startOutbox(true)
	r.closers = append(r.closers, stopOutbox)
	rep, err := newReplay(r.cfg.Replay.Get(), r.cfg.Capture.observed(), r.tracking, out, r.tel)
	if err != nil {
		return err
	}
	stopReplay := r.background(func(ctx context.Context) {
		rep.run(ctx)
		if rep.cfg.ExitWhenDone && ctx.Err() == nil {
			stopCollector(ctx, host)
		}
	})
	r.closers = append(r.closers[:len(r.closers)-1], out.leave, stopReplay, stopOutbox)
	return nil
}

func (r *mcpReceiver) serve(host component.Host, server *http.Server, ln net.Listener) {
	r.wg.Go(func() {
		if err := server.Serve(ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			componentstatus.ReportStatus(host, componentstatus.NewFatalErrorEvent(err))
		}
	})
}

// settleTimeout is how long shutdown waits for exchanges to notice that they were closed, so that they are still told of.
const settleTimeout = time.Second

// drain lets exchanges under way end, then closes what is left: streams would live on for ever.
func drain(ctx context.Context, server *http.Server, handler *proxy.Handler, cfg *ProxyConfig) error {
	ending, cancel := context.WithTimeout(ctx, cfg.DrainTimeout)
	defer cancel()
	var err error
	if server.Shutdown(ending) != nil {
		err = server.Close()
	}
	settling, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	handler.Wait(settling)
	return err
}
