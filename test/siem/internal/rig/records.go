// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"bytes"
	"encoding/json"
	"os"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Record is one log record as plain values: what was sent, in a form that any sink's data can be compared with.
type Record struct {
	Event, Body string
	// Severity is the text, Level the number.
	Severity string
	Level    int
	Time     time.Time
	Attrs    map[string]any
}

// Span is one span in the same form.
type Span struct {
	Trace, ID, Parent, Name, Kind, Status string
	Start, End                            time.Time
	Attrs                                 map[string]any
}

// Point is one data point of a metric; two points with equal fields are the same measurement.
type Point struct {
	Metric, Unit, Type string
	// Attrs and Value are JSON.
	Attrs, Value string
	Time         time.Time
}

// Records lists every record, oldest resource first.
func Records(logs plog.Logs) []Record {
	var out []Record
	for _, rl := range logs.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, r := range sl.LogRecords().All() {
				out = append(out, Record{
					Event: r.EventName(), Body: r.Body().AsString(), Severity: r.SeverityText(), Level: int(r.SeverityNumber()),
					Time: r.Timestamp().AsTime(), Attrs: plainMap(r.Attributes()),
				})
			}
		}
	}
	return out
}

// Spans lists every span.
func Spans(traces ptrace.Traces) []Span {
	var out []Span
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, s := range ss.Spans().All() {
				out = append(out, Span{
					Trace: s.TraceID().String(), ID: s.SpanID().String(), Parent: s.ParentSpanID().String(), Name: s.Name(),
					Kind: s.Kind().String(), Status: s.Status().Code().String() + s.Status().Message(),
					Start: s.StartTimestamp().AsTime(), End: s.EndTimestamp().AsTime(), Attrs: plainMap(s.Attributes()),
				})
			}
		}
	}
	return out
}

// Points lists every data point.
func Points(metrics pmetric.Metrics) []Point {
	var out []Point
	for _, rm := range metrics.ResourceMetrics().All() {
		for _, sm := range rm.ScopeMetrics().All() {
			for _, m := range sm.Metrics().All() {
				out = append(out, points(m)...)
			}
		}
	}
	return out
}

func points(m pmetric.Metric) []Point {
	var out []Point
	add := func(attrs pcommon.Map, at pcommon.Timestamp, value any) {
		out = append(out, Point{Metric: m.Name(), Unit: m.Unit(), Type: m.Type().String(), Attrs: text(attrs.AsRaw()), Value: text(value), Time: at.AsTime()})
	}
	numbers := func(slice pmetric.NumberDataPointSlice) {
		for _, p := range slice.All() {
			add(p.Attributes(), p.Timestamp(), []any{p.ValueType().String(), p.IntValue(), p.DoubleValue()})
		}
	}
	switch m.Type() {
	case pmetric.MetricTypeSum:
		numbers(m.Sum().DataPoints())
	case pmetric.MetricTypeGauge:
		numbers(m.Gauge().DataPoints())
	case pmetric.MetricTypeHistogram:
		for _, p := range m.Histogram().DataPoints().All() {
			add(p.Attributes(), p.Timestamp(), []any{p.Count(), p.Sum(), p.BucketCounts().AsRaw(), p.ExplicitBounds().AsRaw()})
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, p := range m.ExponentialHistogram().DataPoints().All() {
			add(p.Attributes(), p.Timestamp(), []any{p.Count(), p.Sum(), p.Scale(), p.Positive().BucketCounts().AsRaw()})
		}
	case pmetric.MetricTypeSummary, pmetric.MetricTypeEmpty: // the connector makes neither
	}
	return out
}

// ReadLogs reads what the file exporter has written so far. A line that is still being written is left for the next time.
func ReadLogs(path string) []Record {
	return read(path, func(line []byte) []Record {
		logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(line)
		if err != nil {
			return nil
		}
		return Records(logs)
	})
}

// ReadSpans is ReadLogs for spans.
func ReadSpans(path string) []Span {
	return read(path, func(line []byte) []Span {
		traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(line)
		if err != nil {
			return nil
		}
		return Spans(traces)
	})
}

// ReadPoints is ReadLogs for metrics.
func ReadPoints(path string) []Point {
	return read(path, func(line []byte) []Point {
		metrics, err := (&pmetric.JSONUnmarshaler{}).UnmarshalMetrics(line)
		if err != nil {
			return nil
		}
		return Points(metrics)
	})
}

func read[T any](path string, parse func(line []byte) []T) []T {
	raw, _ := os.ReadFile(path)
	var out []T
	for line := range bytes.SplitSeq(bytes.TrimSpace(raw), []byte("\n")) {
		out = append(out, parse(line)...)
	}
	return out
}

// Plain brings a value into the form that decoding its JSON gives.
func Plain(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var out any
	_ = json.Unmarshal(raw, &out)
	return out
}

func plainMap(m pcommon.Map) map[string]any { return Plain(m.AsRaw()).(map[string]any) }

func text(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

func fill(r plog.LogRecord, attrs map[string]any) {
	for k, v := range attrs {
		_ = r.Attributes().PutEmpty(k).FromRaw(v)
	}
}

func pcommonTime(at time.Time) pcommon.Timestamp { return pcommon.NewTimestampFromTime(at) }
