// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func TestStatefulCall(t *testing.T) {
	tp := startTap(t, upstream{"initialize": initAnswer, "tools/call": callAnswer}, nil)
	resp, body := tp.post(t, initRequest)
	sameBytes(t, initAnswer, body)
	session := resp.Header.Get("Mcp-Session-Id")
	require.Equal(t, "session-in-clear", session)

	_, body = tp.post(t, callRequest, "Mcp-Session-Id", session, "Authorization", "Bearer secret-token", "User-Agent", "test/1.0")
	sameBytes(t, callAnswer, body)

	start := tp.event(t, schema.EventSessionStart, "")
	rec := tp.event(t, schema.EventOperation, "tools/call")
	for key, want := range map[string]string{
		schema.GenAIToolName:          "read_file",
		schema.GenAIOperationName:     "execute_tool",
		schema.GenAIToolArguments:     `{"path":"/notes.txt"}`,
		schema.GenAIToolResult:        `{"content":[{"text":"hello\nworld","type":"text"}]}`,
		schema.JSONRPCRequestID:       "1",
		schema.ServerName:             "files",
		schema.ServerVersion:          "2.1.0",
		schema.ClientName:             "claude",
		schema.ClientVersion:          "1.2",
		schema.MCPProtocolVersion:     "2025-11-25",
		schema.Outcome:                schema.OutcomeSuccess,
		schema.Direction:              schema.ClientToServer,
		schema.Transport:              schema.TransportStreamableHTTP,
		schema.NetworkTransport:       "tcp",
		schema.NetworkProtocolName:    "http",
		schema.NetworkProtocolVersion: "1.1",
		schema.HTTPStatusCode:         "200",
		schema.UserAgent:              "test/1.0",
		schema.AuthPresent:            "true",
		schema.AuthScheme:             "bearer",
		schema.SessionKeySource:       schema.KeySourceTransport,
	} {
		assert.Equal(t, want, str(rec, key), key)
	}
	assert.Equal(t, str(start, schema.SessionKey), str(rec, schema.SessionKey))
	assert.Regexp(t, `^\[mcp-session:k1:[0-9a-f]{16}\]$`, str(rec, schema.MCPSessionID))
	assert.Contains(t, []string{"127.0.0.1", "::1"}, str(rec, schema.ClientAddress))
	assert.Regexp(t, `^tools/call read_file on files by claude: success, \d+ ms$`, rec.Body().Str())
	arguments, _ := rec.Attributes().Get(schema.GenAIToolArguments)
	assert.Equal(t, pcommon.ValueTypeMap, arguments.Type())
	for _, r := range tp.records() {
		for key, v := range r.Attributes().All() {
			assert.NotContains(t, v.AsString(), "session-in-clear", key)
			assert.NotContains(t, v.AsString(), "secret-token", key)
		}
	}
}

func TestAnswerAsStream(t *testing.T) {
	tp := startTap(t, upstream{"initialize": sseMessage(initAnswer), "tools/call": sseMessage(callAnswer)}, nil)
	resp, body := tp.post(t, initRequest)
	require.Equal(t, sseMessage(initAnswer), body)
	_, body = tp.post(t, callRequest, "Mcp-Session-Id", resp.Header.Get("Mcp-Session-Id"))
	require.Equal(t, sseMessage(callAnswer), body)
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, schema.OutcomeSuccess, str(rec, schema.Outcome))
	sameBytes(t, `{"path":"/notes.txt"}`, str(rec, schema.GenAIToolArguments))
	assert.Contains(t, str(rec, schema.GenAIToolResult), "hello")
	assert.Equal(t, "claude", str(rec, schema.ClientName))
}

func TestStatelessCall(t *testing.T) {
	const call = `{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"read_file","arguments":{},"_meta":{` +
		`"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"claude","version":"3"}}}}`
	const answer = `{"jsonrpc":"2.0","id":"a","result":{"resultType":"complete","content":[],"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"x","version":"9"}}}}`
	tp := startTap(t, upstream{"tools/call": answer}, nil)
	_, body := tp.post(t, call, "Mcp-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "delete_file", "Mcp-Session-Id", "ignored")
	sameBytes(t, answer, body)
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, "2026-07-28", str(rec, schema.MCPProtocolVersion))
	assert.Empty(t, str(rec, schema.MCPSessionID), "this version has no sessions")
	assert.Equal(t, schema.KeySourcePrincipal, str(rec, schema.SessionKeySource))
	assert.NotEmpty(t, str(rec, schema.SessionKey))
	assert.Equal(t, `["Mcp-Name"]`, str(rec, schema.HeaderMismatch))
	assert.Equal(t, "9", str(rec, schema.ServerVersion))
	assert.Equal(t, "a", str(rec, schema.JSONRPCRequestID))
}

func TestRefusalsBecomeEvents(t *testing.T) {
	for _, tt := range []struct {
		name, body, event, outcome string
		status                     int
	}{
		{"401", "", schema.EventTransportRejected, schema.OutcomeAuthFailed, 401},
		{"403", "forbidden", schema.EventTransportRejected, schema.OutcomeAccessDenied, 403},
		{"429", "", schema.EventTransportRejected, schema.OutcomeRateLimited, 429},
		{"500", "oops", schema.EventTransportRejected, schema.OutcomeUpstreamError, 500},
		{"401 with JSON-RPC error", `{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"no"}}`, schema.EventOperation, schema.OutcomeAuthFailed, 401},
		{"400 with JSON-RPC error without id", `{"jsonrpc":"2.0","error":{"code":-32600,"message":"no"}}`, schema.EventOperation, schema.OutcomeValidationRejected, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if tt.body != "" && tt.body[0] == '{' {
					w.Header().Set("Content-Type", "application/json")
				}
				w.Header().Set("Www-Authenticate", `Bearer resource_metadata="x"`)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}), nil)
			resp, body := tp.post(t, callRequest)
			require.Equal(t, tt.status, resp.StatusCode)
			require.Equal(t, tt.body, body)
			require.Equal(t, `Bearer resource_metadata="x"`, resp.Header.Get("Www-Authenticate"))
			rec := tp.event(t, tt.event, "tools/call")
			assert.Equal(t, tt.outcome, str(rec, schema.Outcome))
			assert.Equal(t, "read_file", str(rec, schema.GenAIToolName))
			assert.NotEmpty(t, str(rec, schema.ClientAddress))
			assert.Len(t, tp.records(), 1)
		})
	}
}

func TestHostAndOriginAreKept(t *testing.T) {
	var host, origin, agent string
	var agentSent bool
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, origin, agent = r.Host, r.Header.Get("Origin"), r.Header.Get("User-Agent")
		_, agentSent = r.Header["X-Forwarded-For"]
		w.WriteHeader(http.StatusNoContent)
	}), nil)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tp.URL+"/mcp", http.NoBody)
	require.NoError(t, err)
	req.Host = "mcp.example.com"
	req.Header.Set("Origin", "https://app.example.com")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, "mcp.example.com", host)
	assert.Equal(t, "https://app.example.com", origin)
	assert.Equal(t, "Go-http-client/1.1", agent)
	assert.False(t, agentSent, "nothing is added")
}
