// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// recording is one session with two servers, a refused line, and a request nobody answers.
const recording = `{"timestamp":"2026-01-02T03:04:05Z","session_id":"s1","server":"files","direction":"client_to_server","transport":"stdio","user_id":"alice","agent":"bot","client":{"name":"claude","version":"1"},"message":{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_file","arguments":{"path":"/a"}}}}
{"timestamp":"2026-01-02T03:04:05.5Z","session_id":"s1","server":"files","direction":"server_to_client","transport":"stdio","user_id":"alice","agent":"bot","message":{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"secret"}],"isError":true}}}
not json

{"timestamp":"2026-01-02T03:04:06Z","session_id":"s1","server":"web","message":{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"post","arguments":{}}}}
{"timestamp":"2026-01-02T03:04:07Z","session_id":"s1","server":"web","message":{"jsonrpc":"2.0","id":1,"result":{"content":[]}}}
{"timestamp":"2026-01-02T03:04:08Z","session_id":"s1","server":"web","message":{"jsonrpc":"2.0","id":2,"method":"ping"}}
`

func baseConfig() *Config {
	cfg := createDefaultConfig().(*Config)
	cfg.Pseudonyms.Keys = []pseudonym.KeyConfig{{ID: "k1", Secret: "0123456789abcdef"}}
	return cfg
}

func TestIngest(t *testing.T) {
	cfg := baseConfig()
	ingestCfg := newDefaultIngestConfig()
	ingestCfg.Server.NetAddr.Endpoint = freeAddress(t)
	cfg.Ingest = configoptional.Some(ingestCfg)
	tp, sink := runFrames(t, cfg)
	var body bytes.Buffer
	zip := gzip.NewWriter(&body)
	_, err := zip.Write([]byte(recording))
	require.NoError(t, err)
	require.NoError(t, zip.Close())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+ingestCfg.Server.NetAddr.Endpoint+"/v1/frames", &body)
	require.NoError(t, err)
	req.Header.Set("Content-Encoding", "gzip")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	var answer ingestAnswer
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&answer))
	assert.Equal(t, http.StatusOK, resp.StatusCode)
	assert.Equal(t, ingestAnswer{Accepted: 5, Refused: 1, Errors: []ingestRefusal{{3, "malformed JSON"}}}, answer)
	require.Eventually(t, func() bool { return sink.LogRecordCount() >= 3 }, 5*time.Second, 5*time.Millisecond)
	tp.Logs = sink
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, schema.OutcomeToolError, str(rec, schema.Outcome))
	assert.Equal(t, "2026-01-02T03:04:05.5Z", rec.Timestamp().AsTime().Format(time.RFC3339Nano))
	for key, want := range map[string]string{
		schema.Duration: "0.5", schema.UserID: "alice", schema.UserVerified: "false", schema.GenAIAgentName: "bot",
		schema.ServerName: "files", schema.Transport: schema.TransportStdio, schema.NetworkTransport: "pipe",
		schema.ClientName: "claude", schema.ErrorType: "tool_error",
	} {
		assert.Equal(t, want, str(rec, key), key)
	}
}

func TestReplayIsDeterministic(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.ndjson")
	require.NoError(t, os.WriteFile(file, []byte(recording), 0o600))
	first, second := replayed(t, file, formatFrames), replayed(t, file, formatFrames)
	assert.Equal(t, first, second)
	assert.Equal(t, []string{
		schema.EventSessionStart, schema.EventOperation, schema.EventOperation, schema.EventOperation, schema.EventSessionEnd,
	}, names(t, first))
}

func TestReplayThatIsStoppedSaysSo(t *testing.T) {
	const stopped = "replay was stopped before the end of the recording"
	for _, tt := range []struct {
		name  string
		times int
		says  int
	}{{"at its end", 1, 0}, {"long before", 20_000, 1}} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "a.ndjson")
			require.NoError(t, os.WriteFile(file, []byte(strings.Repeat(recording, tt.times)), 0o600))
			tel := componenttest.NewTelemetry()
			t.Cleanup(func() { require.NoError(t, tel.Shutdown(context.Background())) })
			core, logs := observer.New(zap.InfoLevel)
			set, sink := metadatatest.NewSettings(tel), new(consumertest.LogsSink)
			set.Logger = zap.New(core)
			cfg, replayCfg := baseConfig(), newDefaultReplayConfig()
			replayCfg.Files = []string{file}
			cfg.Replay = configoptional.Some(replayCfg)
			r, err := NewFactory().CreateLogs(t.Context(), set, cfg, sink)
			require.NoError(t, err)
			require.NoError(t, r.Start(t.Context(), componenttest.NewNopHost()))
			require.Eventually(t, func() bool { return sink.LogRecordCount() > 0 }, 5*time.Second, time.Millisecond)
			require.NoError(t, r.Shutdown(context.Background()))
			assert.Equal(t, tt.says, logs.FilterMessage(stopped).Len())
		})
	}
}

func TestReplayOfFileExporter(t *testing.T) {
	logs := plog.NewLogs()
	rec := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	rec.SetEventName(schema.EventOperation)
	line, err := (&plog.JSONMarshaler{}).MarshalLogs(logs)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "audit.json")
	require.NoError(t, os.WriteFile(file, append(line, "\n{}\nbroken\n"...), 0o600))
	assert.Equal(t, []string{schema.EventOperation}, names(t, replayed(t, file, formatOTLPJSON)))
}

func TestReplayWithoutFile(t *testing.T) {
	cfg := baseConfig()
	replayCfg := newDefaultReplayConfig()
	replayCfg.Files = []string{filepath.Join(t.TempDir(), "*.ndjson")}
	cfg.Replay = configoptional.Some(replayCfg)
	r, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(componenttest.NewTelemetry()), cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.ErrorContains(t, r.Start(t.Context(), componenttest.NewNopHost()), "nothing matches")
	require.NoError(t, r.Shutdown(t.Context()))
}

// runFrames starts a receiver that has no proxy.
func runFrames(t *testing.T, cfg *Config) (*tap, *consumertest.LogsSink) {
	t.Helper()
	tel := componenttest.NewTelemetry()
	t.Cleanup(func() { require.NoError(t, tel.Shutdown(context.Background())) })
	sink := new(consumertest.LogsSink)
	r, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(tel), cfg, sink)
	require.NoError(t, err)
	require.NoError(t, r.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, r.Shutdown(context.Background())) })
	return &tap{Tel: tel, Logs: sink}, sink
}

// replayed replays one file to its end and returns the records as JSON.
func replayed(t *testing.T, file, format string) string {
	t.Helper()
	cfg := baseConfig()
	replayCfg := newDefaultReplayConfig()
	replayCfg.Files, replayCfg.Format = []string{file}, format
	cfg.Replay = configoptional.Some(replayCfg)
	tp, sink := runFrames(t, cfg)
	require.Eventually(t, func() bool { return tp.metric(t, "receiver_mcp_frames", "accepted") > 0 && sink.LogRecordCount() > 0 },
		5*time.Second, time.Millisecond)
	var out strings.Builder
	for _, logs := range sink.AllLogs() {
		b, err := (&plog.JSONMarshaler{}).MarshalLogs(logs)
		require.NoError(t, err)
		out.Write(b)
	}
	return out.String()
}

func names(t *testing.T, replay string) []string {
	t.Helper()
	logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs([]byte(replay))
	require.NoError(t, err)
	var out []string
	for _, rl := range logs.ResourceLogs().All() {
		for _, rec := range rl.ScopeLogs().At(0).LogRecords().All() {
			out = append(out, rec.EventName())
		}
	}
	return out
}

func TestTraces(t *testing.T) {
	const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	file := filepath.Join(t.TempDir(), "a.ndjson")
	call := `{"timestamp":"2026-01-02T03:04:05Z","session_id":"s","server":"x","message":{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_file","_meta":{"traceparent":"` + traceparent + `"}}}}`
	answer := `{"timestamp":"2026-01-02T03:04:06Z","session_id":"s","server":"x","message":{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"bad"}}}`
	require.NoError(t, os.WriteFile(file, []byte(call+"\n"+answer+"\n"+recording), 0o600))
	cfg := baseConfig()
	replayCfg := newDefaultReplayConfig()
	replayCfg.Files = []string{file}
	cfg.Replay = configoptional.Some(replayCfg)
	sink := new(consumertest.TracesSink)
	r, err := NewFactory().CreateTraces(t.Context(), metadatatest.NewSettings(componenttest.NewTelemetry()), cfg, sink)
	require.NoError(t, err)
	require.NoError(t, r.Start(t.Context(), componenttest.NewNopHost()))
	require.Eventually(t, func() bool { return sink.SpanCount() == 4 }, 5*time.Second, time.Millisecond)
	require.NoError(t, r.Shutdown(t.Context()))
	resources := sink.AllTraces()[0].ResourceSpans()
	var services []string
	for _, rs := range resources.All() {
		service, _ := rs.Resource().Attributes().Get(schema.ServiceName)
		services = append(services, service.Str())
	}
	assert.Equal(t, []string{"x", "files", "web"}, services)
	first, second := resources.At(0).ScopeSpans().At(0).Spans().At(0), resources.At(1).ScopeSpans().At(0).Spans().At(0)
	assert.Equal(t, "tools/call read_file", first.Name())
	assert.Equal(t, ptrace.SpanKindServer, first.Kind())
	assert.Equal(t, "0af7651916cd43dd8448eb211c80319c", first.TraceID().String())
	assert.Equal(t, "b7ad6b7169203331", first.ParentSpanID().String())
	assert.Equal(t, ptrace.StatusCodeUnset, first.Status().Code(), "a bad request is no error of the server")
	_, hasErrorType := first.Attributes().Get(schema.ErrorType)
	assert.False(t, hasErrorType)
	assert.Equal(t, ptrace.StatusCodeError, second.Status().Code())
	assert.False(t, second.TraceID().IsEmpty())
}
