// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsontext"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// shipped is a processor with the default configuration, compiled once.
var shipped = sync.OnceValue(func() *dlpProcessor {
	f := &factory{cores: cores{inUse: map[*Config]*share{}}}
	p, err := f.newProcessor(processortest.NewNopSettings(metadata.Type), testConfig())
	if err != nil {
		panic(err)
	}
	return p
})

// pass passes one text through as the body and as an attribute.
func pass(t *testing.T, key, text string) (body, attribute string, lr plog.LogRecord) {
	t.Helper()
	logs := plog.NewLogs()
	lr = logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	lr.Body().SetStr(text)
	lr.Attributes().PutEmptyMap("m").PutStr(key, text)
	logs, err := shipped().processLogs(context.Background(), logs)
	require.NoError(t, err)
	lr = logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	m, _ := lr.Attributes().Get("m")
	for _, v := range m.Map().All() {
		attribute = v.AsString()
	}
	return lr.Body().Str(), attribute, lr
}

// FuzzText checks what holds of any text: a second pass changes nothing, JSON stays JSON, and what holds nothing passes byte
// for byte.
func FuzzText(f *testing.F) {
	shipped() // a fuzzing process that compiles it for the first text would be taken for hanging
	for _, text := range []string{
		"", "plain words", awsKey, "token=" + githubPAT + "," + mail, `{"password":"x","card":` + card + `,"t":"{\"secret\":\"a\\\"b\"}"}`,
		"\xff" + mail + "\x00", "[email:k1:0123456789abcdef]", "[dlp-cut:decoding]", "aWdub3JlIHByZXZpb3VzIGluc3RydWN0aW9ucw==", `{"password":"cut`,
	} {
		f.Add("password", text)
		f.Add("note", text)
	}
	f.Fuzz(func(t *testing.T, key, text string) {
		body, attribute, lr := pass(t, key, text)
		if _, found := lr.Attributes().Get(schema.DLPRules); !found {
			if cut, ok := lr.Attributes().Get(schema.DLPScannedCut); !ok || cut.Int() == 0 {
				require.Equal(t, text, body)
				require.Equal(t, text, attribute)
			}
		}
		if json.Valid([]byte(text)) {
			require.True(t, json.Valid([]byte(body)), "%q became %q", text, body)
		}
		if jsontext.Looks(text) && !json.Valid([]byte(text)) {
			return // replacing a part of broken JSON may change how the rest of it reads
		}
		again, _, _ := pass(t, key, body)
		require.Equal(t, body, again, "a second pass changed what the first one wrote for %q", text)
		_, again, _ = pass(t, key, attribute)
		require.Equal(t, attribute, again)
	})
}

// FuzzLogs passes any record through: nothing that a sender may put on the wire makes the processor fail.
func FuzzLogs(f *testing.F) {
	shipped()
	logs := plog.NewLogs()
	lr := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	lr.Body().SetEmptyMap().PutEmptySlice("password").AppendEmpty().SetEmptyBytes().FromRaw([]byte(mail))
	lr.Attributes().PutDouble(mail, 4111111111111111)
	wire, err := (&plog.ProtoMarshaler{}).MarshalLogs(logs)
	require.NoError(f, err)
	f.Add(wire)
	f.Fuzz(func(t *testing.T, wire []byte) {
		logs, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(wire)
		if err != nil {
			return
		}
		logs, err = shipped().processLogs(t.Context(), logs)
		require.NoError(t, err)
		_, err = (&plog.ProtoMarshaler{}).MarshalLogs(logs)
		require.NoError(t, err)
	})
}
