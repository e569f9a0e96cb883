// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

const (
	// maxSignalKeys bounds the keys of one signal; the least recently active one leaves first.
	maxSignalKeys = 10_000
	// maxDistinct bounds the values remembered for one key; the oldest leaves first.
	maxDistinct = 1024
	// weight of the latest window in the average that Factor compares with.
	weight = 0.2
	// warmWindows is how many windows a key must have had before Factor compares.
	warmWindows = 5
)

// signal counts the records of one signal by key.
type signal struct {
	name string
	cfg  SignalConfig
	keys *window.Keyed[tally]
}

type tally struct {
	count  window.Counter
	first  time.Time
	values []value
	pace   pace
}

type value struct {
	Hash uint64
	Last time.Time
}

func newSignal(name string, cfg SignalConfig) *signal {
	if cfg.Window == 0 {
		cfg.Window = time.Hour
	}
	if cfg.Minimum == 0 {
		cfg.Minimum = 10
	}
	return &signal{name: name, cfg: cfg, keys: window.NewKeyed[tally](maxSignalKeys)}
}

// plain reports whether every record raises the signal, so that nothing need be kept.
func (s *signal) plain() bool {
	return s.cfg.Count == 0 && s.cfg.DistinctCount == 0 && s.cfg.Factor == 0 && s.cfg.Novel == 0
}

// observe takes one record and reports whether it raises the signal, what was seen and what would have been usual.
func (s *signal) observe(t time.Time, key, distinct string) (raised bool, seen, usual float64) {
	if s.plain() {
		return true, 1, 0
	}
	y := s.keys.Get(key, t)
	if y.first.IsZero() {
		y.first = t
	}
	n := y.count.Add(t, 1, s.cfg.Window)
	switch {
	case s.cfg.Count > 0 && n > s.cfg.Count:
		return true, float64(n), float64(s.cfg.Count)
	case s.cfg.Factor > 0:
		if average, ok := y.pace.add(t, s.cfg.Window); ok && n > s.cfg.Minimum && float64(n) > s.cfg.Factor*average {
			return true, float64(n), average
		}
	}
	return s.observeDistinct(y, t, distinct)
}

func (s *signal) observeDistinct(y *tally, t time.Time, distinct string) (raised bool, seen, usual float64) {
	if s.cfg.DistinctCount == 0 && s.cfg.Novel == 0 {
		return false, 0, 0
	}
	novel := y.remember(xxhash.Sum64String(distinct), t)
	if s.cfg.Novel > 0 && novel && t.Sub(y.first) >= s.cfg.Novel {
		return true, 1, 0
	}
	if s.cfg.DistinctCount > 0 {
		if n := y.within(t.Add(-s.cfg.Window)); n > s.cfg.DistinctCount {
			return true, float64(n), float64(s.cfg.DistinctCount)
		}
	}
	return false, 0, 0
}

// remember notes a value and reports whether it is new to the key.
func (y *tally) remember(hash uint64, t time.Time) bool {
	oldest := 0
	for i := range y.values {
		if y.values[i].Hash == hash {
			if t.After(y.values[i].Last) {
				y.values[i].Last = t
			}
			return false
		}
		if y.values[i].Last.Before(y.values[oldest].Last) {
			oldest = i
		}
	}
	if len(y.values) < maxDistinct {
		y.values = append(y.values, value{hash, t})
	} else {
		y.values[oldest] = value{hash, t}
	}
	return true
}

func (y *tally) within(since time.Time) int {
	n := 0
	for i := range y.values {
		if !y.values[i].Last.Before(since) {
			n++
		}
	}
	return n
}

// pace is the moving average of records in a window, over windows laid end to end.
type pace struct {
	Index   int64
	Current float64
	Average float64
	Windows int64
}

// add counts one record and returns the average of the windows before, once there were enough of them.
func (p *pace) add(t time.Time, length time.Duration) (float64, bool) {
	i := t.UnixNano() / int64(length)
	if p.Index == 0 {
		p.Index = i
	}
	for steps := 0; p.Index < i && steps < 4*warmWindows; steps++ {
		p.Average += weight * (p.Current - p.Average)
		p.Current = 0
		p.Index++
		p.Windows++
	}
	p.Index = max(p.Index, i)
	p.Current++
	return p.Average, p.Windows >= warmWindows
}

// expire forgets keys that were quiet for long: what Novel and Factor know lasts thirty days, counts last a window.
func (s *signal) expire(now time.Time) {
	keep := 2 * s.cfg.Window
	if s.cfg.Novel > 0 || s.cfg.Factor > 0 {
		keep = max(keep, 30*24*time.Hour)
	}
	s.keys.Expire(now.Add(-keep))
}
