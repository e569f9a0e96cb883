// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// processMetrics scans metrics. Attributes are what a series is known by, so nothing is reported on them: a summary would
// make new series out of old ones. The processor's own metrics count what was found. The name and the unit of a metric are
// left alone for the same reason.
func (p *dlpProcessor) processMetrics(ctx context.Context, metrics pmetric.Metrics) (pmetric.Metrics, error) {
	w := p.walker()
	defer p.done(ctx, w)
	metrics.ResourceMetrics().RemoveIf(func(rm pmetric.ResourceMetrics) bool {
		if w.labels(ctx, rm.Resource().Attributes(), func() int { return resourcePoints(rm) }) {
			return drop
		}
		return w.scopeMetrics(ctx, rm)
	})
	if w.dropped > 0 && metrics.ResourceMetrics().Len() == 0 {
		return metrics, processorhelper.ErrSkipProcessingData
	}
	return metrics, w.err
}

// scopeMetrics returns drop when dropping data points has left nothing.
func (w *walker) scopeMetrics(ctx context.Context, rm pmetric.ResourceMetrics) bool {
	before := w.dropped
	rm.ScopeMetrics().RemoveIf(func(sm pmetric.ScopeMetrics) bool {
		if w.labels(ctx, sm.Scope().Attributes(), func() int { return scopePoints(sm) }) {
			return drop
		}
		before := w.dropped
		sm.Metrics().RemoveIf(func(m pmetric.Metric) bool { return w.metric(ctx, series{rm, sm, m}) })
		return w.dropped > before && sm.Metrics().Len() == 0
	})
	return w.dropped > before && rm.ScopeMetrics().Len() == 0
}

// series is a metric with what its data points share.
type series struct {
	resource pmetric.ResourceMetrics
	scope    pmetric.ScopeMetrics
	metric   pmetric.Metric
}

// metric returns drop when what describes it is to be dropped, or dropping data points has left none.
func (w *walker) metric(ctx context.Context, s series) bool {
	m := s.metric
	w.begin()
	w.string(fieldDescription, m.Description(), m.SetDescription)
	w.attributes(m.Metadata())
	if w.end(ctx, func() int { return points(m) }) {
		return drop
	}
	before := w.dropped
	w.points(ctx, s)
	return w.dropped > before && points(m) == 0
}

func (w *walker) points(ctx context.Context, s series) {
	switch m := s.metric; m.Type() {
	case pmetric.MetricTypeGauge:
		m.Gauge().DataPoints().RemoveIf(func(dp pmetric.NumberDataPoint) bool { return point(ctx, w, s, dp, dp.Exemplars()) })
	case pmetric.MetricTypeSum:
		m.Sum().DataPoints().RemoveIf(func(dp pmetric.NumberDataPoint) bool { return point(ctx, w, s, dp, dp.Exemplars()) })
	case pmetric.MetricTypeHistogram:
		m.Histogram().DataPoints().RemoveIf(func(dp pmetric.HistogramDataPoint) bool { return point(ctx, w, s, dp, dp.Exemplars()) })
	case pmetric.MetricTypeExponentialHistogram:
		m.ExponentialHistogram().DataPoints().RemoveIf(func(dp pmetric.ExponentialHistogramDataPoint) bool {
			return point(ctx, w, s, dp, dp.Exemplars())
		})
	case pmetric.MetricTypeSummary:
		m.Summary().DataPoints().RemoveIf(func(dp pmetric.SummaryDataPoint) bool { return point(ctx, w, s, dp, noExemplars) })
	case pmetric.MetricTypeEmpty:
	}
}

var noExemplars = pmetric.NewExemplarSlice()

// point scans a data point. It is generic, not taking an interface, so that a point is put on the heap for conditions only.
func point[P interface{ Attributes() pcommon.Map }](ctx context.Context, w *walker, s series, dp P, exemplars pmetric.ExemplarSlice) bool {
	w.begin()
	muteUnless(ctx, w, limitMetrics, func() ottlx.DataPoint { return ottlx.OfDataPoint(s.resource, s.scope, s.metric, dp) })
	w.attributes(dp.Attributes())
	for i, e := range exemplars.All() {
		w.part = part{"exemplars", i}
		w.attributes(e.FilteredAttributes())
	}
	return w.end(ctx, itself)
}

func limitMetrics(l *limit) *ottlx.Conditions[ottlx.DataPoint] { return l.metrics }

// labels scans the attributes of what many series share.
func (w *walker) labels(ctx context.Context, m pcommon.Map, records func() int) bool {
	if m.Len() == 0 {
		return keep
	}
	w.begin()
	w.attributes(m)
	return w.end(ctx, records)
}

func resourcePoints(rm pmetric.ResourceMetrics) int {
	n := 0
	for _, sm := range rm.ScopeMetrics().All() {
		n += scopePoints(sm)
	}
	return n
}

func scopePoints(sm pmetric.ScopeMetrics) int {
	n := 0
	for _, m := range sm.Metrics().All() {
		n += points(m)
	}
	return n
}

func points(m pmetric.Metric) int {
	switch m.Type() {
	case pmetric.MetricTypeGauge:
		return m.Gauge().DataPoints().Len()
	case pmetric.MetricTypeSum:
		return m.Sum().DataPoints().Len()
	case pmetric.MetricTypeHistogram:
		return m.Histogram().DataPoints().Len()
	case pmetric.MetricTypeExponentialHistogram:
		return m.ExponentialHistogram().DataPoints().Len()
	case pmetric.MetricTypeSummary:
		return m.Summary().DataPoints().Len()
	case pmetric.MetricTypeEmpty:
	}
	return 0
}
