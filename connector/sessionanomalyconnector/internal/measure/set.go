// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package measure turns events, sessions and findings into the metrics of internal/schema.
package measure

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Bucket bounds of the histograms.
var (
	// secondsBounds are those of the semantic conventions for MCP operations.
	secondsBounds = []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300}
	lengthBounds  = []float64{1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400}
	callsBounds   = []float64{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000}
	toolsBounds   = []float64{0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89}
)

// bounds of every histogram, by instrument name.
var bounds = map[string][]float64{
	schema.MetricToolCallDuration:   secondsBounds,
	schema.MetricOperationDuration:  secondsBounds,
	schema.MetricSessionDuration:    lengthBounds,
	schema.MetricSessionCalls:       callsBounds,
	schema.MetricSessionUniqueTools: toolsBounds,
}

// Set is every metric of the connector. It is not safe for concurrent use.
type Set struct {
	Families []*series.Family
	byName   map[string]*series.Family
	now      time.Time
	conns    *connections

	toolCalls, toolDuration, toolErrors, operations   *series.Family
	denied, rateLimited, budget, authFailed, rejected *series.Family
	dlpFindings, dlpBlocks, flow, findings            *series.Family
	sessionLength, sessionCalls, sessionTools         *series.Family
	active, activeConns                               *series.Family
}

// NewSet returns the metrics, each with at most limit series.
func NewSet(limit int, activity time.Duration) *Set {
	s := &Set{byName: make(map[string]*series.Family), conns: newConnections(activity)}
	for _, m := range schema.Metrics {
		f := series.NewFamily(m.Name, m.Unit, m.Description, kindOf(m.Kind), m.Dimensions, bounds[m.Name], limit)
		s.Families = append(s.Families, f)
		s.byName[m.Name] = f
	}
	s.bind()
	return s
}

func (s *Set) bind() {
	for name, field := range map[string]**series.Family{
		schema.MetricToolCalls:            &s.toolCalls,
		schema.MetricToolCallDuration:     &s.toolDuration,
		schema.MetricToolCallErrors:       &s.toolErrors,
		schema.MetricOperationDuration:    &s.operations,
		schema.MetricAccessDenied:         &s.denied,
		schema.MetricRateLimitHits:        &s.rateLimited,
		schema.MetricBudgetExceeded:       &s.budget,
		schema.MetricAuthFailures:         &s.authFailed,
		schema.MetricValidationRejections: &s.rejected,
		schema.MetricDLPFindings:          &s.dlpFindings,
		schema.MetricDLPBlocks:            &s.dlpBlocks,
		schema.MetricDataFlow:             &s.flow,
		schema.MetricFindings:             &s.findings,
		schema.MetricSessionDuration:      &s.sessionLength,
		schema.MetricSessionCalls:         &s.sessionCalls,
		schema.MetricSessionUniqueTools:   &s.sessionTools,
		schema.MetricSessionsActive:       &s.active,
		schema.MetricActiveConnections:    &s.activeConns,
	} {
		*field = s.byName[name]
	}
}

// Clock says what time it is for series: when they start, and when they were last updated.
func (s *Set) Clock(now time.Time) { s.now = now }

func kindOf(kind string) series.Kind {
	switch kind {
	case "gauge":
		return series.Gauge
	case "histogram":
		return series.Histogram
	default:
		return series.Counter
	}
}
