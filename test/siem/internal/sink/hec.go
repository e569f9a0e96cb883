// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httputil"
	"net/url"
	"testing"

	"github.com/open-telemetry/opentelemetry-collector-contrib/receiver/splunkhecreceiver"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/receiver/receivertest"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// HEC is contrib's Splunk HEC receiver, an independent implementation of the receiving side, behind a server with TLS.
type HEC struct {
	*Server
	Logs *consumertest.LogsSink
}

// NewHEC starts the receiver for one token.
func NewHEC(t *testing.T, certs *rig.Certs, token string) *HEC {
	t.Helper()
	h := &HEC{Logs: &consumertest.LogsSink{}}
	factory := splunkhecreceiver.NewFactory()
	cfg := factory.CreateDefaultConfig().(*splunkhecreceiver.Config)
	inner := rig.Addr(t)
	cfg.ServerConfig.NetAddr.Endpoint = inner
	recv, err := factory.CreateLogs(t.Context(), receivertest.NewNopSettings(factory.Type()), cfg, h.Logs)
	require.NoError(t, err)
	require.NoError(t, recv.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { _ = recv.Shutdown(context.Background()) })
	target, err := url.Parse("http://" + inner)
	require.NoError(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(target) }, Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}}
	h.Server = NewServer(t, certs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "Splunk "+token, r.Header.Get("Authorization"))
		assert.Equal(t, "/services/collector", r.URL.Path)
		proxy.ServeHTTP(w, r)
	}))
	return h
}
