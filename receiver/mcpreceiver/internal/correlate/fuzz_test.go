// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// exchange is one HTTP exchange that was a whole.
func exchange(request, answer string, status int) *observe.Observation {
	return &observe.Observation{Kind: observe.Whole, At: time.Unix(1, 0), Exchange: &observe.Exchange{
		Server: &observe.Server{Name: "x", Capture: observe.Capture{Arguments: true, Results: true, MaxBytes: 64}},
		Method: http.MethodPost, Path: "/", Proto: "HTTP/1.1", RemoteAddr: "192.0.2.1:1", Status: status, Start: time.Unix(0, 0),
		RequestHeader: http.Header{"Mcp-Session-Id": {"s"}}, ResponseHeader: http.Header{"Content-Type": {"application/json"}},
		RequestBody: observe.Copy([]byte(request)), ResponseBody: observe.Copy([]byte(answer)), Note: new(observe.Note),
	}}
}

// FuzzObserve: whatever passes, nothing panics, nothing stays behind, and captured content keeps within its limit.
func FuzzObserve(f *testing.F) {
	f.Add(`{"id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":1}}}`, `{"id":1,"result":{"isError":true}}`, 200)
	f.Add(`[{"id":1,"method":"tools/list"},{"id":1,"method":"ping"}]`, `[{"id":1,"result":{"tools":[{"name":"x"}],"nextCursor":"c"}}]`, 200)
	f.Add(`{`, `{"error":{"code":-32700}}`, 400)
	keyer, err := pseudonym.New("k1", []byte("0123456789abcdef"))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, request, answer string, status int) {
		tr := New(Settings{
			Keyer: keyer, MaxSessions: 2, MaxPending: 3, IdleTimeout: time.Minute, RequestTimeout: time.Minute, MaxDecoded: 1000,
			Anomaly: func(string) {},
			Emit: func(ev *audit.Event) {
				assert.NotEmpty(t, ev.Name)
				assert.NotNil(t, ev.Source)
				assert.LessOrEqual(t, len(ev.Arguments), 64)
				assert.LessOrEqual(t, len(ev.Result), 64)
			},
		})
		tr.Observe(exchange(request, answer, status))
		assert.LessOrEqual(t, tr.Pending(), 3)
		tr.Advance(time.Unix(3600, 0))
		assert.Zero(t, tr.Pending())
		assert.Zero(t, tr.Sessions())
	})
}

func TestLargeBatchIsBounded(t *testing.T) {
	l := &log{start: time.Unix(0, 0)}
	tr := newTracker(t, l, nil)
	batch := "[" + strings.TrimSuffix(strings.Repeat(`{"method":"n"},`, 10_000), ",") + "]"
	tr.Observe(exchange(batch, "", http.StatusAccepted))
	assert.Len(t, l.lines, maxBatch+2)
	assert.Contains(t, l.lines, "anomaly "+AnomalyBatch)
}

func TestSessionsAndRequestsAreBounded(t *testing.T) {
	l := &log{start: time.Unix(0, 0)}
	tr := newTracker(t, l, func(s *Settings) { s.MaxSessions, s.MaxPending = 10, 10 })
	for i := range 100 {
		o := exchange(`{"id":1,"method":"ping"}`, "", http.StatusAccepted)
		o.Exchange.RequestHeader.Set("Mcp-Session-Id", strings.Repeat("s", i+1))
		tr.Observe(o)
	}
	assert.Equal(t, 10, tr.Sessions())
	assert.LessOrEqual(t, tr.Pending(), 10)
	assert.Contains(t, strings.Join(l.lines, "\n"), "reason=evicted")
}

func TestCompressedBodies(t *testing.T) {
	l := &log{start: time.Unix(0, 0)}
	tr := newTracker(t, l, func(s *Settings) { s.MaxDecoded = 1000 })
	for _, tt := range []struct{ name, encoding, body, want string }{
		{"gzip", "gzip", gzipped(t, `{"id":1,"result":{"isError":true}}`), "outcome=tool_error"},
		{"bomb", "gzip", gzipped(t, strings.Repeat(" ", 100_000)), "anomaly " + AnomalyEncoding},
		{"unknown", "compress", "x", "anomaly " + AnomalyEncoding},
		{"broken", "gzip", "x", "anomaly " + AnomalyEncoding},
		{"two, one of them unknown", "gzip, compress", gzipped(t, `{"id":1,"result":{}}`), "outcome=success"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l.lines = nil
			o := exchange(`{"id":1,"method":"tools/call","params":{"name":"x"}}`, tt.body, http.StatusOK)
			o.Exchange.ResponseHeader.Set("Content-Encoding", tt.encoding)
			tr.Observe(o)
			assert.Contains(t, strings.Join(l.lines, "\n"), tt.want)
		})
	}
}
