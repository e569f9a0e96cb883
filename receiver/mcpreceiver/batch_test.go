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
