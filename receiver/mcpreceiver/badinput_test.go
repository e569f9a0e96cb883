// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

func TestUpstreamUnreachable(t *testing.T) {
	tp := startTap(t, upstream{}, func(cfg *Config) {
		cfg.Proxy.Get().Routes[0].Upstream = "http://" + freeAddress(t)
	})
	resp, body := tp.post(t, callRequest)
	assert.Equal(t, http.StatusBadGateway, resp.StatusCode)
	assert.Contains(t, body, "the server files cannot be reached")
	rec := tp.event(t, schema.EventTransportRejected, "tools/call")
	assert.Equal(t, schema.OutcomeUpstreamError, str(rec, schema.Outcome))
	assert.Equal(t, plog.SeverityNumberError, rec.SeverityNumber())
	assert.Equal(t, int64(1), tp.metric(t, "receiver_mcp_refused", proxy.ReasonUnreachable))
}

func TestOversizeBody(t *testing.T) {
	tp := startTap(t, upstream{}, func(cfg *Config) { cfg.Proxy.Get().MaxRequestBodyBytes = 100 })
	for name, body := range map[string]io.Reader{
		"announced": strings.NewReader(strings.Repeat("x", 101)),
		"chunked":   io.MultiReader(strings.NewReader(strings.Repeat("x", 101))),
	} {
		t.Run(name, func(t *testing.T) {
			resp, err := http.Post(tp.URL+"/mcp", "application/json", body)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			assert.Equal(t, http.StatusRequestEntityTooLarge, resp.StatusCode)
		})
	}
	rec := tp.event(t, schema.EventTransportRejected, "")
	assert.Equal(t, schema.OutcomeValidationRejected, str(rec, schema.Outcome))
	assert.Equal(t, int64(2), tp.metric(t, "receiver_mcp_refused", proxy.ReasonTooLarge))
}

func TestMalformedJSONPassesUntouched(t *testing.T) {
	const broken = `{"jsonrpc":"2.0","id":1,"method":`
	var got string
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = string(body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"parse error"}}`)
	}), nil)
	resp, body := tp.post(t, broken)
	sameBytes(t, broken, got)
	assert.Equal(t, http.StatusBadRequest, resp.StatusCode)
	assert.Contains(t, body, "-32700")
	rec := tp.event(t, schema.EventTransportRejected, "")
	assert.Equal(t, schema.OutcomeValidationRejected, str(rec, schema.Outcome))
	assert.Equal(t, int64(1), tp.metric(t, "receiver_mcp_anomalies", correlate.AnomalyMalformed))
}

// streaming is an upstream that sends one event and then does what a test wants.
func streaming(then func(r *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, sseMessage(`{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}`))
		w.(http.Flusher).Flush()
		then(r)
	}
}

func TestClientHangsUpMidStream(t *testing.T) {
	gone := make(chan time.Time, 1)
	tp := startTap(t, streaming(func(r *http.Request) {
		<-r.Context().Done()
		gone <- time.Now()
	}), nil)
	ctx, hangUp := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, tp.URL+"/mcp", strings.NewReader(callRequest))
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	_, err = bufio.NewReader(resp.Body).ReadString('\n')
	require.NoError(t, err)
	at := time.Now()
	hangUp()
	select {
	case seen := <-gone:
		assert.Less(t, seen.Sub(at), time.Second)
	case <-time.After(5 * time.Second):
		t.Fatal("the upstream never learned that the client is gone")
	}
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, schema.OutcomeCancelled, str(rec, schema.Outcome))
	tp.event(t, schema.EventNotification, "notifications/progress")
}

func TestUpstreamDiesMidStream(t *testing.T) {
	tp := startTap(t, streaming(func(*http.Request) { panic(http.ErrAbortHandler) }), nil)
	resp, err := http.Post(tp.URL+"/mcp", "application/json", strings.NewReader(callRequest))
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF, "the client sees that the answer is cut")
	assert.Contains(t, string(got), "notifications/progress", "what came before is delivered")
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, schema.OutcomeUpstreamError, str(rec, schema.Outcome))
	assert.Equal(t, "aborted", str(rec, schema.ErrorType))
}

func TestBlockedPipelineNeverSlowsTraffic(t *testing.T) {
	release := make(chan struct{})
	blocked, err := consumer.NewLogs(func(context.Context, plog.Logs) error { <-release; return nil })
	require.NoError(t, err)
	up := startTap(t, upstream{"tools/call": callAnswer}, nil) // its upstream serves both
	cfg := testConfig(freeAddress(t), up.URL)
	cfg.Queue.Size = 16
	tp := runTap(t, cfg, blocked)
	unblock := sync.OnceFunc(func() { close(release) })
	t.Cleanup(unblock) // runs before the receiver is stopped
	for range 2000 {
		start := time.Now()
		_, body := tp.post(t, callRequest)
		sameBytes(t, callAnswer, body)
		require.Less(t, time.Since(start), 2*time.Second)
	}
	require.Eventually(t, func() bool { return tp.metric(t, "receiver_mcp_dropped", "") > 0 }, 5*time.Second, 10*time.Millisecond)
	unblock()
	tp.stop()
}
