// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/extensionauth"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

// listen opens the proxy's listener, with TLS where configured.
func (c *ProxyConfig) listen(ctx context.Context) (net.Listener, error) {
	ln, err := c.NetAddr.Listen(ctx)
	if err != nil || !c.TLS.HasValue() {
		return ln, err
	}
	conf, err := c.TLS.Get().LoadTLSConfig(ctx)
	if err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	conf.NextProtos = []string{"h2", "http/1.1"}
	return tls.NewListener(ln, conf), nil
}

// server makes the HTTP server. Nothing limits how long an answer takes: streams may live for days.
func (c *ProxyConfig) server(handler http.Handler, logger *zap.Logger) *http.Server {
	errorLog, _ := zap.NewStdLogAt(logger, zap.DebugLevel) // fails for unknown levels only; what clients do wrong is no news
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler: handler, ErrorLog: errorLog, Protocols: &protocols,
		ReadHeaderTimeout: c.ReadHeaderTimeout, IdleTimeout: c.KeepAlive,
	}
}

// authenticator returns the listener's auth extension, or nil.
func (c *ProxyConfig) authenticator(ctx context.Context, host component.Host) (extensionauth.Server, error) {
	if !c.Auth.HasValue() {
		return nil, nil
	}
	return c.Auth.Get().GetServerAuthenticator(ctx, host.GetExtensions())
}

// routes makes the proxy's routes.
func (c *Config) routes(ctx context.Context) ([]*proxy.Route, error) {
	var (
		routes []*proxy.Route
		errs   []error
	)
	for i := range c.Proxy.Get().Routes {
		r := &c.Proxy.Get().Routes[i]
		route, err := r.route(ctx, c.Capture)
		if err != nil {
			errs = append(errs, fmt.Errorf("route %q: %w", r.Name, err))
			continue
		}
		routes = append(routes, route)
	}
	return routes, errors.Join(errs...)
}

func (c *RouteConfig) route(ctx context.Context, capture CaptureConfig) (*proxy.Route, error) {
	upstream, err := url.Parse(c.Upstream)
	if err != nil {
		return nil, err
	}
	transport, err := c.transport(ctx, upstream.Scheme == "https")
	if err != nil {
		return nil, err
	}
	if c.Capture.HasValue() {
		capture = *c.Capture.Get()
	}
	return &proxy.Route{
		Server: &observe.Server{
			Name: c.Name, Address: upstream.Hostname(), Port: port(upstream), Capture: capture.observed(),
		},
		Path: c.Path, Host: strings.ToLower(c.Host), Upstream: upstream, Transport: transport,
		AllowedOrigins: c.AllowedOrigins, AllowedHosts: c.AllowedHosts,
	}, nil
}

func (c *CaptureConfig) observed() observe.Capture {
	return observe.Capture{
		Arguments: c.Arguments == captureFull, Results: c.Results == captureFull,
		MaxBytes: c.MaxBytes, Structured: c.Format == formatStructured,
	}
}

func port(u *url.URL) int {
	if p, err := strconv.Atoi(u.Port()); err == nil {
		return p
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// transport makes the connection pool towards one upstream.
func (c *RouteConfig) transport(ctx context.Context, secure bool) (*http.Transport, error) {
	t := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: c.Timeouts.Connect, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout: c.Timeouts.Connect,
		MaxIdleConns:        0,
		MaxIdleConnsPerHost: 256,
		MaxConnsPerHost:     c.MaxConnections,
		IdleConnTimeout:     c.Timeouts.IdleConnection,

		ResponseHeaderTimeout: c.Timeouts.ResponseHeader,
		DisableCompression:    true, // what the client asked for is what it gets
	}
	if secure {
		conf, err := c.TLS.LoadTLSConfig(ctx)
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig = conf
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(!c.HTTP2 || secure)
	protocols.SetHTTP2(c.HTTP2 && secure)
	protocols.SetUnencryptedHTTP2(c.HTTP2 && !secure)
	t.Protocols = protocols
	return t, nil
}
