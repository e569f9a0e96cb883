// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package series keeps the time series of metrics: bounded, expiring, cumulative or delta. It knows no exporter format.
package series

import (
	"strings"
	"time"
)

// Kind is the kind of a metric.
type Kind uint8

// The kinds.
const (
	Counter Kind = iota
	Gauge
	Histogram
)

// maxValueLen bounds one attribute value of a series.
const maxValueLen = 256

// Exemplar is a sample value with the span it came from.
type Exemplar struct {
	Time    time.Time
	Value   float64
	TraceID [16]byte
	SpanID  [8]byte
}

// Series is one time series. Counter and gauge use Sum; histogram uses all.
type Series struct {
	// What counting writes comes first, so that it lies together.
	Sum      float64
	updated  time.Time
	dirty    bool
	Overflow bool // the series that takes what is past the limit: it has no values
	Count    uint64
	Min, Max float64
	Buckets  []uint64
	Values   []string // one for each of the family's keys
	Start    time.Time
	Exemplar Exemplar // the latest sample that had a trace, zero if none
}

// Family is one metric with its series. It is not safe for concurrent use.
type Family struct {
	Name, Unit, Description string
	Kind                    Kind
	Keys                    []string
	Bounds                  []float64

	limit    int
	series   map[string]*Series
	order    []*Series
	overflow *Series
	buf      []byte
}

// NewFamily returns a metric of at most limit series; one more, the overflow series, takes the rest.
func NewFamily(name, unit, description string, kind Kind, keys []string, bounds []float64, limit int) *Family {
	return &Family{
		Name: name, Unit: unit, Description: description, Kind: kind, Keys: keys, Bounds: bounds,
		limit: limit, series: make(map[string]*Series),
	}
}

// Add counts n for the series with these values, or takes n as a histogram's sample.
func (f *Family) Add(now time.Time, n float64, ex *Exemplar, values ...string) {
	f.AddTo(f.get(now, values), now, n, ex)
}

// Series returns the series with these values, which may be the overflow series. It is the right one until the next Reset,
// Expire or Restart.
func (f *Family) Series(now time.Time, values ...string) *Series { return f.get(now, values) }

// AddTo is Add for a series that Series gave.
func (f *Family) AddTo(s *Series, now time.Time, n float64, ex *Exemplar) {
	f.AddIn(f.BucketOf(n), s, now, n, ex)
}

// AddIn is AddTo where the bucket of n is known.
func (f *Family) AddIn(bucket int, s *Series, now time.Time, n float64, ex *Exemplar) {
	s.updated, s.dirty = now, true
	s.Sum += n
	if ex.TraceID != [16]byte{} {
		s.Exemplar = *ex
	}
	if f.Kind != Histogram {
		return
	}
	if s.Count == 0 || n < s.Min {
		s.Min = n
	}
	if s.Count == 0 || n > s.Max {
		s.Max = n
	}
	s.Count++
	s.Buckets[bucket]++
}

// Set gives a gauge its value.
func (f *Family) Set(now time.Time, v float64, values ...string) {
	s := f.get(now, values)
	s.updated, s.dirty, s.Sum = now, true, v
}

// Has reports whether there is a series with these values.
func (f *Family) Has(values ...string) bool {
	_, ok := f.series[string(f.encode(values))]
	return ok
}

// Len is the number of series, the overflow series left out.
func (f *Family) Len() int { return len(f.series) }

// Overflowing reports whether the limit was reached since the overflow series last expired.
func (f *Family) Overflowing() bool { return f.overflow != nil }

// Each calls visit for every series in order of first use, the overflow series last.
func (f *Family) Each(visit func(*Series)) {
	for _, s := range f.order {
		visit(s)
	}
	if f.overflow != nil {
		visit(f.overflow)
	}
}

// Reset forgets every series: for gauges that are set anew each time.
func (f *Family) Reset() {
	clear(f.series)
	f.order, f.overflow = f.order[:0], nil
}

// Expire forgets the series that were not updated since t.
func (f *Family) Expire(t time.Time) {
	keep := f.order[:0]
	for _, s := range f.order {
		if s.updated.Before(t) {
			delete(f.series, f.key(s.Values))
			continue
		}
		keep = append(keep, s)
	}
	clear(f.order[len(keep):])
	f.order = keep
	if f.overflow != nil && f.overflow.updated.Before(t) {
		f.overflow = nil
	}
}

// Restart begins a new delta interval at now: what changed is zeroed, what did not change is forgotten.
func (f *Family) Restart(now time.Time) {
	keep := f.order[:0]
	for _, s := range f.order {
		if !s.dirty {
			delete(f.series, f.key(s.Values))
			continue
		}
		s.restart(now)
		keep = append(keep, s)
	}
	clear(f.order[len(keep):])
	f.order = keep
	if f.overflow != nil {
		f.overflow.restart(now)
	}
}

// Changed reports whether the series was touched since the last Restart.
func (s *Series) Changed() bool { return s.dirty }

func (s *Series) restart(now time.Time) {
	s.Start, s.Sum, s.Count, s.Min, s.Max, s.Exemplar, s.dirty = now, 0, 0, 0, 0, Exemplar{}, false
	clear(s.Buckets)
}

func (f *Family) get(now time.Time, values []string) *Series {
	key := f.encode(values)
	if s, ok := f.series[string(key)]; ok {
		return s
	}
	if len(f.series) >= f.limit {
		if f.overflow == nil {
			f.overflow = f.fresh(now, nil)
			f.overflow.Overflow = true
		}
		return f.overflow
	}
	own := make([]string, len(values))
	for i, v := range values {
		own[i] = strings.Clone(clip(v))
	}
	s := f.fresh(now, own)
	f.series[string(key)] = s
	f.order = append(f.order, s)
	return s
}

func (f *Family) fresh(now time.Time, values []string) *Series {
	s := &Series{Values: values, Start: now}
	if f.Kind == Histogram {
		s.Buckets = make([]uint64, len(f.Bounds)+1)
	}
	return s
}

func (f *Family) key(values []string) string { return string(f.encode(values)) }

// encode joins the values; the length before each keeps them apart.
func (f *Family) encode(values []string) []byte {
	f.buf = f.buf[:0]
	for _, v := range values {
		v = clip(v)
		f.buf = append(f.buf, byte(len(v)), byte(len(v)>>8))
		f.buf = append(f.buf, v...)
	}
	return f.buf
}

func clip(v string) string {
	if len(v) > maxValueLen {
		return v[:maxValueLen]
	}
	return v
}

// BucketOf is the first bucket whose upper bound is not below n. There are few, and most samples lie in the first ones.
func (f *Family) BucketOf(n float64) int {
	for i, bound := range f.Bounds {
		if !(bound < n) { // as with no number
			return i
		}
	}
	return len(f.Bounds)
}
