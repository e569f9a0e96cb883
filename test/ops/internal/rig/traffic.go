// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Event is an audit event to send: its attributes by name, and when it happened: at a time, or a while before now.
type Event struct {
	Name  string
	At    time.Time
	Ago   time.Duration
	Attrs map[string]any
}

// Send posts a gateway's audit events, one request each, so that each passes the pipeline on its own.
func (d *Demo) Send(t *testing.T, events ...Event) {
	t.Helper()
	for _, e := range events {
		post(t, "http://"+d.OTLP+"/v1/logs", e.otlp(), http.StatusOK)
	}
}

// post sends a body and wants the status; 0 takes any.
func post(t *testing.T, url string, body []byte, want int) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	if want != 0 {
		require.Equal(t, want, res.StatusCode, url)
	}
}

// Frames sends lines to the ingest endpoint.
func (d *Demo) Frames(t *testing.T, lines ...string) {
	t.Helper()
	post(t, "http://"+d.Ingest+"/v1/frames", []byte(strings.Join(lines, "\n")), 0)
}

// Knock sends a request to the tap whose server is away and whose exporters fail.
func (d *Demo) Knock(t *testing.T) {
	t.Helper()
	post(t, "http://"+d.failing+"/mcp", []byte(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`), http.StatusBadGateway)
}

func (e Event) otlp() []byte {
	if e.At.IsZero() {
		e.At = time.Now().Add(-e.Ago)
	}
	nanos := strconv.FormatInt(e.At.UnixNano(), 10)
	var attrs []any
	for k, v := range e.Attrs {
		attrs = append(attrs, map[string]any{"key": k, "value": value(v)})
	}
	record := map[string]any{"timeUnixNano": nanos, "eventName": e.Name, "attributes": attrs}
	body, err := json.Marshal(map[string]any{"resourceLogs": []any{map[string]any{"scopeLogs": []any{map[string]any{"logRecords": []any{record}}}}}})
	if err != nil {
		panic(err) // a map of strings and numbers
	}
	return body
}

func value(v any) any {
	switch v := v.(type) {
	case string:
		return map[string]any{"stringValue": v}
	case bool:
		return map[string]any{"boolValue": v}
	case int:
		return map[string]any{"intValue": strconv.Itoa(v)}
	case float64:
		return map[string]any{"doubleValue": v}
	case []string:
		var values []any
		for _, s := range v {
			values = append(values, value(s))
		}
		return map[string]any{"arrayValue": map[string]any{"values": values}}
	}
	return map[string]any{}
}
