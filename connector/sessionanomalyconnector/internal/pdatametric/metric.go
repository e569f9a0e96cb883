// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdatametric writes series as metrics.
package pdatametric

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Append adds the family's series to metrics; a family without series adds nothing. In delta, series that did not
// change are left out.
func Append(f *series.Family, now time.Time, temporality pmetric.AggregationTemporality, metrics pmetric.MetricSlice) {
	if f.Len() == 0 && !f.Overflowing() {
		return
	}
	m := metrics.AppendEmpty()
	m.SetName(f.Name)
	m.SetUnit(f.Unit)
	m.SetDescription(f.Description)
	w := writer{family: f, now: pcommon.NewTimestampFromTime(now), changedOnly: temporality == pmetric.AggregationTemporalityDelta}
	switch f.Kind {
	case series.Gauge:
		w.changedOnly = false
		w.numbers(m.SetEmptyGauge().DataPoints(), false)
	case series.Histogram:
		h := m.SetEmptyHistogram()
		h.SetAggregationTemporality(temporality)
		w.histograms(h.DataPoints())
	default:
		sum := m.SetEmptySum()
		sum.SetIsMonotonic(true)
		sum.SetAggregationTemporality(temporality)
		w.numbers(sum.DataPoints(), true)
	}
}

type writer struct {
	family      *series.Family
	now         pcommon.Timestamp
	changedOnly bool
}

func (w *writer) numbers(points pmetric.NumberDataPointSlice, interval bool) {
	w.family.Each(func(s *series.Series) {
		if w.changedOnly && !s.Changed() {
			return
		}
		p := points.AppendEmpty()
		p.SetTimestamp(w.now)
		p.SetIntValue(int64(s.Sum))
		w.attributes(s, p.Attributes())
		if interval {
			p.SetStartTimestamp(pcommon.NewTimestampFromTime(s.Start))
			exemplar(s, p.Exemplars())
		}
	})
}

func (w *writer) histograms(points pmetric.HistogramDataPointSlice) {
	w.family.Each(func(s *series.Series) {
		if w.changedOnly && !s.Changed() {
			return
		}
		p := points.AppendEmpty()
		p.SetStartTimestamp(pcommon.NewTimestampFromTime(s.Start))
		p.SetTimestamp(w.now)
		p.SetCount(s.Count)
		p.SetSum(s.Sum)
		p.SetMin(s.Min)
		p.SetMax(s.Max)
		p.ExplicitBounds().FromRaw(w.family.Bounds)
		p.BucketCounts().FromRaw(s.Buckets)
		w.attributes(s, p.Attributes())
		exemplar(s, p.Exemplars())
	})
}

// attributes leaves empty values out: an absent tool is no tool named "".
func (w *writer) attributes(s *series.Series, attrs pcommon.Map) {
	if s.Overflow {
		attrs.PutBool(schema.Overflow, true)
		return
	}
	for i, key := range w.family.Keys {
		if s.Values[i] != "" {
			attrs.PutStr(key, s.Values[i])
		}
	}
}

func exemplar(s *series.Series, exemplars pmetric.ExemplarSlice) {
	if s.Exemplar.TraceID == [16]byte{} {
		return
	}
	e := exemplars.AppendEmpty()
	e.SetTimestamp(pcommon.NewTimestampFromTime(s.Exemplar.Time))
	e.SetDoubleValue(s.Exemplar.Value)
	e.SetTraceID(s.Exemplar.TraceID)
	e.SetSpanID(s.Exemplar.SpanID)
}
