// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestHTTP2 speaks HTTP/2 on both sides, JSON and stream.
func TestHTTP2(t *testing.T) {
	both := new(http.Protocols)
	both.SetHTTP1(true)
	both.SetUnencryptedHTTP2(true)
	var proto string
	answers := upstream{"initialize": initAnswer, "tools/call": sseMessage(callAnswer)}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		answers.ServeHTTP(w, r)
	}))
	server.Config.Protocols = both
	server.Start()
	t.Cleanup(server.Close)
	cfg := testConfig(freeAddress(t), server.URL)
	cfg.Proxy.Get().Routes[0].HTTP2 = true
	sink := new(consumertest.LogsSink)
	tp := runTap(t, cfg, sink)
	tp.Logs = sink

	only := new(http.Protocols)
	only.SetUnencryptedHTTP2(true)
	transport := &http.Transport{Protocols: only}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for request, want := range map[string]string{initRequest: initAnswer, callRequest: sseMessage(callAnswer)} {
		resp, err := client.Post(tp.URL+"/mcp", "application/json", strings.NewReader(request))
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, "HTTP/2.0", resp.Proto)
		sameBytes(t, want, string(body))
	}
	assert.Equal(t, "HTTP/2.0", proto)
	assert.Equal(t, "2", str(tp.event(t, schema.EventOperation, "tools/call"), schema.NetworkProtocolVersion))
}
