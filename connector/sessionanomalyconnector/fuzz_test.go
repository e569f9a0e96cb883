// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// fuzzCore has every detector, mappings, signals and rules. Compiling them takes longer than an input, so inputs share
// one, and with it whatever state earlier inputs left.
func fuzzCore(f *testing.F) *core {
	f.Helper()
	cfg := shippedConfig(f, "rules/process.yaml")
	cfg.Mapping = shippedConfig(f, "mapping/splunk-jsonrpc.yaml").Mapping
	cfg.Mapping.Spans = shippedConfig(f, "mapping/obi.yaml").Mapping.Spans
	cfg.Sessions.MaxCount = 8
	c, err := newCore(connectortest.NewNopSettings(metadata.Type), cfg)
	require.NoError(f, err)
	return c
}

func FuzzConsumeLogs(f *testing.F) {
	seed := plog.NewLogs()
	lr := seed.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	lr.SetEventName(schema.EventOperation)
	lr.Body().SetStr(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}`)
	a := lr.Attributes()
	a.PutStr(schema.MCPMethodName, "tools/call")
	a.PutStr(schema.GenAIToolName, "send")
	a.PutStr(schema.SessionKey, "s")
	a.PutStr(schema.GenAIToolArguments, `{"a":["\ud83d\ude00",1,{"b":null}]}`)
	a.PutStr(schema.GenAIToolResult, `{"content":[{"type":"text","text":"SGVsbG8="}]}`)
	a.PutInt(schema.DLPFindingsCount, 1)
	a.PutEmptySlice(schema.DLPRules).AppendEmpty().SetStr("email")
	a.PutStr(schema.ToolsInventory, `[{"name":"x","hash":"y"}]`)
	data, err := (&plog.JSONMarshaler{}).MarshalLogs(seed)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(strings.ReplaceAll(string(data), schema.EventOperation, schema.EventToolsInventory)))
	f.Add([]byte(strings.ReplaceAll(string(data), "stringValue", "boolValue")))
	c := fuzzCore(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(data)
		if err != nil {
			return
		}
		logs.MarkReadOnly()
		require.NoError(t, c.consumeLogs(t.Context(), logs))
		require.NoError(t, c.consumeLogs(t.Context(), logs))
		c.render(noon)
	})
}

func FuzzConsumeTraces(f *testing.F) {
	seed := ptrace.NewTraces()
	s := seed.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	s.SetKind(ptrace.SpanKindServer)
	s.SetStartTimestamp(1)
	s.Attributes().PutStr(schema.MCPMethodName, "tools/call")
	s.Attributes().PutStr(schema.GenAIToolArguments, `{"a":1}`)
	data, err := (&ptrace.JSONMarshaler{}).MarshalTraces(seed)
	require.NoError(f, err)
	f.Add(data)
	c := fuzzCore(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(data)
		if err != nil {
			return
		}
		traces.MarkReadOnly()
		require.NoError(t, c.consumeTraces(t.Context(), traces))
		c.render(noon)
	})
}

// FuzzRestore starts from whatever lies in the storage: it must be refused, or worked with.
func FuzzRestore(f *testing.F) {
	fresh := func(tb testing.TB) *core {
		tb.Helper()
		cfg := defaultConfig()
		cfg.Sessions.MaxCount = 8
		c, err := newCore(connectortest.NewNopSettings(metadata.Type), cfg)
		require.NoError(tb, err)
		return c
	}
	c := fresh(f)
	require.NoError(f, c.consumeLogs(f.Context(), story(f)))
	next := c.engine.Checkpoint()
	pieces := next.Next()
	header, _, err := c.engine.Header(true)
	require.NoError(f, err)
	for _, p := range pieces {
		f.Add(header, p.Data)
	}
	f.Add([]byte(`{"Version":3,"Places":9223372036854775807}`), []byte("12345678{}"))
	f.Fuzz(func(t *testing.T, header, session []byte) {
		c := fresh(t)
		_, _ = c.engine.Load(header, func(place int) ([]byte, error) {
			if place > 16 {
				return nil, nil
			}
			return session, nil
		})
		require.NoError(t, c.consumeLogs(t.Context(), story(t)))
		c.render(noon)
		c.engine.Close()
	})
}
