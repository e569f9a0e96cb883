// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// tap is a running receiver in front of one upstream.
type tap struct {
	URL  string
	Logs *consumertest.LogsSink
	Tel  *componenttest.Telemetry
	stop func()
}

func testConfig(endpoint, upstream string) *Config {
	cfg := createDefaultConfig().(*Config)
	proxyCfg := newDefaultProxyConfig()
	proxyCfg.NetAddr.Endpoint = endpoint
	proxyCfg.DrainTimeout = 100 * time.Millisecond
	route := newDefaultRouteConfig()
	route.Name, route.Path, route.Upstream = "files", "/mcp", upstream
	proxyCfg.Routes = []RouteConfig{route}
	cfg.Proxy = configoptional.Some(proxyCfg)
	cfg.Pseudonyms.Keys = []pseudonym.KeyConfig{{ID: "k1", Secret: "0123456789abcdef"}}
	cfg.Queue.FlushInterval = 5 * time.Millisecond
	return cfg
}

func startTap(t *testing.T, upstream http.Handler, change func(*Config)) *tap {
	t.Helper()
	server := httptest.NewServer(upstream)
	t.Cleanup(server.Close)
	cfg := testConfig(freeAddress(t), server.URL)
	if change != nil {
		change(cfg)
	}
	sink := new(consumertest.LogsSink)
	tp := runTap(t, cfg, sink)
	tp.Logs = sink
	return tp
}

func runTap(t *testing.T, cfg *Config, next consumer.Logs) *tap {
	t.Helper()
	tel := componenttest.NewTelemetry()
	t.Cleanup(func() { require.NoError(t, tel.Shutdown(context.Background())) })
	set := metadatatest.NewSettings(tel)
	r, err := NewFactory().CreateLogs(t.Context(), set, cfg, next)
	require.NoError(t, err)
	require.NoError(t, r.Start(t.Context(), componenttest.NewNopHost()))
	tp := &tap{URL: "http://" + cfg.Proxy.Get().NetAddr.Endpoint, Tel: tel}
	stopped := false
	tp.stop = func() {
		if !stopped {
			stopped = true
			require.NoError(t, r.Shutdown(context.Background()))
		}
	}
	t.Cleanup(tp.stop)
	return tp
}

// freeAddress returns an address nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	require.NoError(t, ln.Close())
	return ln.Addr().String()
}

// post sends a message through the tap and returns the answer.
func (tp *tap) post(t *testing.T, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, tp.URL+"/mcp", strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(answer)
}

// records returns every record so far.
func (tp *tap) records() []plog.LogRecord {
	var out []plog.LogRecord
	for _, ld := range tp.Logs.AllLogs() {
		for _, rl := range ld.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, rec := range sl.LogRecords().All() {
					out = append(out, rec)
				}
			}
		}
	}
	return out
}

// event waits for the one record with an event name and, where given, a method.
func (tp *tap) event(t *testing.T, name, method string) plog.LogRecord {
	t.Helper()
	var found plog.LogRecord
	require.Eventually(t, func() bool {
		for _, rec := range tp.records() {
			if rec.EventName() == name && (method == "" || str(rec, schema.MCPMethodName) == method) {
				found = rec
				return true
			}
		}
		return false
	}, 5*time.Second, 5*time.Millisecond, "no %s %s", name, method)
	return found
}

func str(rec plog.LogRecord, key string) string {
	if v, ok := rec.Attributes().Get(key); ok {
		return v.AsString()
	}
	return ""
}

func (tp *tap) metric(t *testing.T, name, reason string) int64 {
	t.Helper()
	got, err := tp.Tel.GetMetric("otelcol_" + name)
	if err != nil {
		return 0
	}
	return sumOf(got, reason)
}

// upstream answers every request of a method with the same text.
type upstream map[string]string

func (u upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	for method, answer := range u {
		if !strings.Contains(string(body), `"`+method+`"`) {
			continue
		}
		if method == "initialize" {
			w.Header().Set("Mcp-Session-Id", "session-in-clear")
		}
		if strings.HasPrefix(answer, "event:") {
			w.Header().Set("Content-Type", "text/event-stream")
		} else {
			w.Header().Set("Content-Type", "application/json")
		}
		_, _ = io.WriteString(w, answer)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

const (
	initRequest = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"claude","version":"1.2"}}}`
	initAnswer  = `{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"files","version":"2.1.0"}}}`
	callRequest = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_file","arguments":{"path":"/notes.txt"}}}`
	callAnswer  = `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello\nworld"}]}}`
)

func sseMessage(message string) string { return fmt.Sprintf("event: message\ndata: %s\n\n", message) }

// sameBytes fails when a tap changed as much as white space.
func sameBytes(t *testing.T, want, got string) {
	t.Helper()
	if want != got {
		t.Fatalf("changed on the way:\nwant %q\n got %q", want, got)
	}
}
