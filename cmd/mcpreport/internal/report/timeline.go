// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"
	"time"
)

// maxSlots is how many steps a timeline has at most.
const maxSlots = 60

var steps = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 7 * 24 * time.Hour,
}

func (b *Builder) slot(t time.Time) *Slot {
	return b.minutes.at(t.Truncate(time.Minute).Unix())
}

func (s *Slot) count(c class) {
	switch c {
	case succeeded:
		s.Succeeded++
	case failed:
		s.Failed++
	case refused:
		s.Refused++
	}
}

func (s *Slot) finding(severity string) {
	s.Findings++
	if s.Worst == "" || rank(severity) < rank(s.Worst) {
		s.Worst = severity
	}
}

// timeline folds the minutes into steps of a round length, empty ones included.
func (b *Builder) timeline(from, to time.Time) (time.Duration, []Slot) {
	if len(b.minutes.rows) == 0 {
		return 0, nil
	}
	step := steps[len(steps)-1]
	for _, s := range slices.Backward(steps) {
		if to.Sub(from)/s < maxSlots {
			step = s
		}
	}
	start := from.Truncate(step)
	slots := make([]Slot, min(int(to.Sub(start)/step)+1, 10*maxSlots))
	for i := range slots {
		slots[i].Start = start.Add(time.Duration(i) * step)
	}
	for minute, m := range b.minutes.rows {
		if i := int(time.Unix(minute, 0).Sub(start) / step); i >= 0 && i < len(slots) {
			slots[i].add(m)
		}
	}
	return step, slots
}

func (s *Slot) add(m *Slot) {
	s.Succeeded += m.Succeeded
	s.Failed += m.Failed
	s.Refused += m.Refused
	s.Findings += m.Findings
	if m.Worst != "" && (s.Worst == "" || rank(m.Worst) < rank(s.Worst)) {
		s.Worst = m.Worst
	}
}

func stepName(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return Plural(int(d/(24*time.Hour)), "day")
	case d >= time.Hour:
		return Plural(int(d/time.Hour), "hour")
	}
	return Plural(int(d/time.Minute), "minute")
}
