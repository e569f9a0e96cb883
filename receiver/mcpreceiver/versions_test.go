// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// httpSSE is a server of 2024-11-05: a stream that says where to post, and answers on the stream.
func httpSSE(endpoint func(r *http.Request) string) http.Handler {
	answers := make(chan string, 4)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": hello\n\nevent: endpoint\ndata: "+endpoint(r)+"\n\n")
		w.(http.Flusher).Flush()
		for {
			select {
			case <-r.Context().Done():
				return
			case answer := <-answers:
				_, _ = io.WriteString(w, sseMessage(answer))
				w.(http.Flusher).Flush()
			}
		}
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "Accepted")
		if strings.Contains(string(body), "initialize") {
			answers <- initAnswer
			return
		}
		answers <- callAnswer
	})
	return mux
}

func TestHTTPSSE(t *testing.T) {
	for _, tt := range []struct {
		name, upstreamPath, want string
		endpoint                 func(r *http.Request) string
	}{
		{"relative", "", "/mcp/messages?sessionId=42", func(*http.Request) string { return "/mcp/messages?sessionId=42" }},
		{"absolute", "", "/mcp/messages?sessionId=42", func(r *http.Request) string { return "http://" + r.Host + "/mcp/messages?sessionId=42" }},
		{"moved", "/", "/mcp/messages?sessionId=42", func(*http.Request) string { return "/messages?sessionId=42" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tp := startTap(t, httpSSE(tt.endpoint), func(cfg *Config) { cfg.Proxy.Get().Routes[0].Upstream += tt.upstreamPath })
			resp, err := http.Get(tp.URL + "/mcp")
			require.NoError(t, err)
			lines := bufio.NewScanner(resp.Body)
			endpoint := nextData(t, lines)
			require.Equal(t, tt.want, endpoint)
			for _, request := range []string{initRequest, callRequest} {
				posted, err := http.Post(tp.URL+endpoint, "application/json", strings.NewReader(request))
				require.NoError(t, err)
				require.NoError(t, posted.Body.Close())
				nextData(t, lines)
			}
			require.NoError(t, resp.Body.Close())
			rec := tp.event(t, schema.EventOperation, "tools/call")
			assert.Equal(t, schema.OutcomeSuccess, str(rec, schema.Outcome))
			assert.Equal(t, schema.TransportHTTPSSE, str(rec, schema.Transport))
			assert.Equal(t, schema.KeySourceTransport, str(rec, schema.SessionKeySource))
			assert.Equal(t, "claude", str(rec, schema.ClientName))
			end := tp.event(t, schema.EventSessionEnd, "")
			assert.Equal(t, "stream_closed", str(end, schema.SessionEndReason))
		})
	}
}

func nextData(t *testing.T, lines *bufio.Scanner) string {
	t.Helper()
	for lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			return data
		}
	}
	t.Fatal("the stream ended")
	return ""
}

// TestServerAsksAndStreamResumes is 2025-11-25 at its most twisted: the answer to a call comes on another stream, after
// the server asked the client something on the first one, and one event is delivered twice.
func TestServerAsksAndStreamResumes(t *testing.T) {
	const ask = `{"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{}}`
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch {
		case strings.Contains(string(body), "initialize"):
			w.Header().Set("Mcp-Session-Id", "s1")
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, initAnswer)
		case strings.Contains(string(body), "tools/call"):
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "id: 1\nretry: 10\ndata:\n\nid: 2\ndata: "+ask+"\n\n") // and closes: the client polls
		case r.Method == http.MethodGet:
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "id: 2\ndata: "+ask+"\n\nid: 3\ndata: "+callAnswer+"\n\n")
		case r.Method == http.MethodDelete:
			w.WriteHeader(http.StatusNoContent)
		default:
			w.WriteHeader(http.StatusAccepted)
		}
	}), nil)
	tp.post(t, initRequest)
	tp.post(t, callRequest, "Mcp-Session-Id", "s1")
	tp.post(t, `{"jsonrpc":"2.0","id":1,"result":{"action":"accept"}}`, "Mcp-Session-Id", "s1")
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		req, err := http.NewRequestWithContext(t.Context(), method, tp.URL+"/mcp", http.NoBody)
		require.NoError(t, err)
		req.Header.Set("Mcp-Session-Id", "s1")
		req.Header.Set("Last-Event-Id", "1")
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		_, err = io.Copy(io.Discard, resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
	}
	end := tp.event(t, schema.EventSessionEnd, "")
	assert.Equal(t, "client_delete", str(end, schema.SessionEndReason))
	var got []string
	for _, rec := range tp.records() {
		got = append(got, rec.EventName()+" "+str(rec, schema.MCPMethodName)+" "+str(rec, schema.Direction)+" "+str(rec, schema.Outcome))
	}
	assert.Equal(t, []string{
		"mcp.session.start   success",
		"mcp.operation initialize client_to_server success",
		"mcp.operation elicitation/create server_to_client success",
		"mcp.operation tools/call client_to_server success",
		"mcp.session.end   success",
	}, got)
	assert.Zero(t, tp.metric(t, "receiver_mcp_anomalies", ""))
}

// TestExpiredSession: 404 tells the client that its session is gone.
func TestExpiredSession(t *testing.T) {
	calls := 0
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls == 1 {
			w.Header().Set("Mcp-Session-Id", "s1")
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, initAnswer)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}), nil)
	tp.post(t, initRequest)
	tp.post(t, callRequest, "Mcp-Session-Id", "s1")
	assert.Equal(t, "expired", str(tp.event(t, schema.EventSessionEnd, ""), schema.SessionEndReason))
	assert.Equal(t, schema.OutcomeNotFound, str(tp.event(t, schema.EventTransportRejected, "tools/call"), schema.Outcome))
}

// TestEventsArriveAtOnce: an event must not wait for the next one.
func TestEventsArriveAtOnce(t *testing.T) {
	release := make(chan struct{})
	tp := startTap(t, streaming(func(*http.Request) { <-release }), nil)
	start := time.Now()
	resp, err := http.Post(tp.URL+"/mcp", "application/json", strings.NewReader(callRequest))
	require.NoError(t, err)
	nextData(t, bufio.NewScanner(resp.Body))
	assert.Less(t, time.Since(start), 2*time.Second)
	close(release)
	require.NoError(t, resp.Body.Close())
}
