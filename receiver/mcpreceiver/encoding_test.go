// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
)

type encoder interface {
	io.WriteCloser
	Flush() error
}

var encoders = map[string]func(io.Writer) encoder{
	"gzip": func(w io.Writer) encoder { return gzip.NewWriter(w) },
	"br":   func(w io.Writer) encoder { return brotli.NewWriter(w) },
	"zstd": func(w io.Writer) encoder {
		z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // fails for bad options only
		return z
	},
}

func encoded(t *testing.T, coding, plain string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := encoders[coding](&b)
	_, err := io.WriteString(w, plain)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// raw posts a call through the tap and returns the answer's bytes as they come.
func (tp *tap) raw(t *testing.T) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, tp.URL+"/mcp", strings.NewReader(callRequest))
	require.NoError(t, err)
	req.Header.Set("Accept-Encoding", "gzip, br, zstd") // set by hand, so that nothing is decoded on the way
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, body
}

// TestEncodedAnswers: JSON and streams in every coding reach the client byte for byte, and are looked into all the same.
func TestEncodedAnswers(t *testing.T) {
	for coding := range encoders {
		for kind, plain := range map[string]string{
			"application/json":  callAnswer,
			"text/event-stream": sseMessage(`{"jsonrpc":"2.0","method":"notifications/progress","params":{}}`) + sseMessage(callAnswer),
		} {
			t.Run(coding+" "+kind, func(t *testing.T) {
				sent := encoded(t, coding, plain)
				var asked string
				tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					asked = r.Header.Get("Accept-Encoding")
					w.Header().Set("Content-Type", kind)
					w.Header().Set("Content-Encoding", coding)
					_, _ = w.Write(sent)
				}), nil)
				resp, got := tp.raw(t)
				assert.Equal(t, sent, got)
				assert.Equal(t, coding, resp.Header.Get("Content-Encoding"))
				assert.Equal(t, "gzip, br, zstd", asked)
				rec := tp.event(t, schema.EventOperation, "tools/call")
				assert.Equal(t, schema.OutcomeSuccess, str(rec, schema.Outcome))
				assert.Contains(t, str(rec, schema.GenAIToolResult), "hello")
				if kind != "application/json" {
					tp.event(t, schema.EventNotification, "notifications/progress")
				}
				assert.Zero(t, tp.metric(t, "receiver_mcp_anomalies", ""))
			})
		}
	}
}

// TestEncodedStreamIsNotHeldUp: an event that was flushed reaches the client, and the log, while the stream stays open.
func TestEncodedStreamIsNotHeldUp(t *testing.T) {
	for coding, encode := range encoders {
		t.Run(coding, func(t *testing.T) {
			release := make(chan struct{})
			tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/event-stream")
				w.Header().Set("Content-Encoding", coding)
				z := encode(w)
				_, _ = io.WriteString(z, sseMessage(callAnswer))
				_ = z.Flush()
				w.(http.Flusher).Flush()
				<-release
			}), nil)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, tp.URL+"/mcp", strings.NewReader(callRequest))
			require.NoError(t, err)
			req.Header.Set("Accept-Encoding", coding)
			resp, err := http.DefaultClient.Do(req)
			require.NoError(t, err)
			defer func() { close(release); _ = resp.Body.Close() }()
			_, err = bufio.NewReader(resp.Body).ReadByte()
			require.NoError(t, err)
			assert.Contains(t, str(tp.event(t, schema.EventOperation, "tools/call"), schema.GenAIToolResult), "hello")
		})
	}
}

// TestOpaqueAnswers: what cannot be looked into passes, is counted, and is no failure of the server.
func TestOpaqueAnswers(t *testing.T) {
	bomb := encoded(t, "br", strings.Repeat(": bomb\n", 4<<20))
	for _, tt := range []struct {
		name, kind, coding string
		body               []byte
	}{
		{"unknown coding", "application/json", "compress", []byte("x")},
		{"unknown coding of a stream", "text/event-stream", "compress", []byte("x")},
		{"broken", "application/json", "gzip", []byte("x")},
		{"broken stream", "text/event-stream", "gzip", []byte("this is no gzip")},
		{"bomb", "application/json", "br", bomb},
		{"bomb in a stream", "text/event-stream", "br", bomb},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", tt.kind)
				w.Header().Set("Content-Encoding", tt.coding)
				_, _ = w.Write(tt.body)
			}), nil)
			_, got := tp.raw(t)
			assert.Equal(t, tt.body, got)
			rec := tp.event(t, schema.EventOperation, "tools/call")
			assert.Equal(t, schema.OutcomeSuccess, str(rec, schema.Outcome))
			assert.Empty(t, str(rec, schema.GenAIToolResult))
			assert.Equal(t, int64(1), tp.metric(t, "receiver_mcp_anomalies", correlate.AnomalyEncoding))
		})
	}
}

// TestEncodedStreamFasterThanItsDecoder: a compressed stream that is faster than its decoder is passed on all the same.
func TestEncodedStreamFasterThanItsDecoder(t *testing.T) {
	noise := encoded(t, "gzip", strings.Repeat(sseMessage(strings.Repeat("x", 1000)), 200_000))
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(noise)
	}), nil)
	start := time.Now()
	_, got := tp.raw(t)
	assert.Equal(t, noise, got)
	assert.Less(t, time.Since(start), 5*time.Second)
	tp.event(t, schema.EventOperation, "tools/call")
}

// TestCompressedEndpoint: a stream whose endpoint must lead through the tap is asked for without coding.
func TestCompressedEndpoint(t *testing.T) {
	asked := make(chan string, 1)
	tp := startTap(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.Header.Get("Accept-Encoding") }), nil)
	for accept, want := range map[string]string{"text/event-stream": "identity", "application/json": "br"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tp.URL+"/mcp", http.NoBody)
		require.NoError(t, err)
		req.Header.Set("Accept", accept)
		req.Header.Set("Accept-Encoding", "br")
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, want, <-asked)
	}
}
