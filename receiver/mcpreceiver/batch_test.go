// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// TestServicesInOrder: every record is found under its server, and a session that goes from server to server stays in order.
func TestServicesInOrder(t *testing.T) {
	for _, tt := range []struct {
		name, service string
		want          []string
	}{
		{"by server", "", []string{"files 1 2", "web 3", "files 4", "unknown_service 5"}},
		{"one for all", "agents", []string{"agents 1 2 3 4 5"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBatch(signals{logs: true, traces: true, service: tt.service})
			for i, server := range []string{"files", "files", "web", "files", ""} {
				b.add(&audit.Event{Name: schema.EventOperation, RequestID: string(rune('1' + i)), Source: &audit.Source{Server: server}})
			}
			var records, spans []string
			for _, rl := range b.records.ResourceLogs().All() {
				name, _ := rl.Resource().Attributes().Get(schema.ServiceName)
				line := []string{name.Str()}
				for _, rec := range rl.ScopeLogs().At(0).LogRecords().All() {
					line = append(line, str(rec, schema.JSONRPCRequestID))
				}
				records = append(records, strings.Join(line, " "))
			}
			for _, rs := range b.spans.ResourceSpans().All() {
				name, _ := rs.Resource().Attributes().Get(schema.ServiceName)
				line := []string{name.Str()}
				for _, span := range rs.ScopeSpans().At(0).Spans().All() {
					id, _ := span.Attributes().Get(schema.JSONRPCRequestID)
					line = append(line, id.Str())
				}
				spans = append(spans, strings.Join(line, " "))
			}
			assert.Equal(t, tt.want, records)
			assert.Equal(t, tt.want, spans)
			assert.Equal(t, 5, b.exchanges)
		})
	}
}

// TestTraceContexts: the context in params._meta is the parent and the HTTP one a link; alone, the HTTP one is the parent.
func TestTraceContexts(t *testing.T) {
	const meta = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	const http = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	for _, tt := range []struct{ name, meta, http, trace, parent, link string }{
		{"both", meta, http, meta[3:35], meta[36:52], http[3:35] + " " + http[36:52]},
		{"the same span", meta, meta, meta[3:35], meta[36:52], ""},
		{"_meta", meta, "", meta[3:35], meta[36:52], ""},
		{"HTTP", "", http, http[3:35], http[36:52], ""},
		{"neither is one", "00-x", "ff" + http[2:], "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBatch(signals{logs: true, traces: true})
			b.add(&audit.Event{Name: schema.EventOperation, TraceParent: tt.meta, Source: &audit.Source{Server: "files", TraceParent: tt.http}})
			span := b.spans.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
			if tt.trace == "" {
				assert.False(t, span.TraceID().IsEmpty(), "a trace of its own")
			} else {
				assert.Equal(t, tt.trace, span.TraceID().String())
			}
			assert.Equal(t, tt.parent, span.ParentSpanID().String())
			var link string
			for _, l := range span.Links().All() {
				link = l.TraceID().String() + " " + l.SpanID().String()
			}
			assert.Equal(t, tt.link, link)
			rec := b.records.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
			assert.Equal(t, span.SpanID(), rec.SpanID(), "the record belongs to the span")
		})
	}
}
