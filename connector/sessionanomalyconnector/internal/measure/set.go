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
	metrics []*metric
	byName  map[string]*metric
	now     time.Time
	limit   int
	conns   *connections
	calls   calls
	// fetched depends on all that Fetch read, so that none of it is left out.
	fetched byte

	toolCalls, toolDuration, toolErrors, operations   *metric
	denied, rateLimited, budget, authFailed, rejected *metric
	dlpFindings, dlpBlocks, flow, findings, toolClass *metric
	sessionLength, sessionCalls, sessionTools         *metric
	active, activeConns                               *metric
}

// metric is one metric with its dimensions as configured.
type metric struct {
	family *series.Family
	kept   []int // which of the schema's dimensions are kept
	adds   bool  // whether added dimensions follow
	buf    []string
}

// values picks the values of the kept dimensions, and appends those of the added ones.
func (m *metric) values(all, added []string) []string {
	m.buf = m.buf[:0]
	for _, i := range m.kept {
		m.buf = append(m.buf, all[i])
	}
	if m.adds {
		m.buf = append(m.buf, added...)
	}
	return m.buf
}

// NewSet returns the metrics, each with at most limit series. The activity window is how long a client counts as
// connected after it was last seen.
func NewSet(limit int, activity time.Duration, dims *Dimensions) *Set {
	s := &Set{byName: make(map[string]*metric), limit: limit, conns: newConnections(activity)}
	for _, def := range schema.Metrics {
		names, kept := dims.apply(def)
		m := &metric{
			family: series.NewFamily(def.Name, def.Unit, def.Description, kindOf(def.Kind), names, bounds[def.Name], limit),
			kept:   kept, adds: len(dims.Add) > 0 && countsEvents(def.Name),
		}
		s.metrics = append(s.metrics, m)
		s.byName[def.Name] = m
	}
	s.bind()
	return s
}

// Each calls visit for every metric, which may take series out of it.
func (s *Set) Each(visit func(*series.Family)) {
	s.calls.forget()
	for _, m := range s.metrics {
		visit(m.family)
	}
}

// add counts n, or takes it as a sample; added are the values of the added dimensions.
func (s *Set) add(m *metric, n float64, ex *series.Exemplar, added []string, all ...string) {
	m.family.Add(s.now, n, ex, m.values(all, added)...)
}

// seriesOf finds or makes the series of an event without added dimensions.
func (s *Set) seriesOf(m *metric, all ...string) *series.Series {
	return m.family.Series(s.now, m.values(all, nil)...)
}

// set gives a gauge its value.
func (s *Set) set(m *metric, v float64, all ...string) {
	m.family.Set(s.now, v, m.values(all, nil)...)
}

func (s *Set) bind() {
	for name, field := range map[string]**metric{
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
		schema.MetricToolClass:            &s.toolClass,
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
