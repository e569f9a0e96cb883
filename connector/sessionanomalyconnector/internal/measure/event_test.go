// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func total(m *metric) float64 {
	sum := 0.0
	m.family.Each(func(one *series.Series) { sum += one.Sum })
	return sum
}

// TestRefusalsByStatusAreToolCalls: shares of denied calls are over all calls, those refused by an HTTP status included.
func TestRefusalsByStatusAreToolCalls(t *testing.T) {
	s := NewSet(100, time.Minute, &Dimensions{})
	refused := &detect.Event{
		Name: schema.EventTransportRejected, Method: "tools/call", Tool: "post_webhook", Server: "crm", User: "gina", Outcome: schema.OutcomeAccessDenied,
	}
	s.Event(refused, s.Fetch(refused))
	s.Event(&detect.Event{Name: schema.EventTransportRejected, Outcome: schema.OutcomeAuthFailed, Server: "crm"}, nil)
	assert.Equal(t, 1.0, total(s.toolCalls))
	assert.Equal(t, 1.0, total(s.toolErrors))
	assert.Equal(t, 1.0, total(s.denied))
	assert.Equal(t, 1.0, total(s.authFailed), "nobody knows what was asked for")
}
