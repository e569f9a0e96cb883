// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"time"
)

// How long each kind of data is to be kept, in days.
const (
	auditDays    = 90
	findingsDays = 365
	metricsDays  = 365
	alertsDays   = 30
)

const day = 24 * time.Hour

// Retention says what is kept, what it grows by and what to do about it.
type Retention struct {
	Kinds  []Kept   `json:"kinds"`
	Advice []string `json:"advice"`
}

// Kept describes the files of one kind.
type Kept struct {
	Kind      string    `json:"kind"`
	Files     int       `json:"files"`
	Bytes     int64     `json:"bytes"`
	Oldest    time.Time `json:"oldest"`
	PerDay    int64     `json:"bytes_per_day"`   // 0 when less than an hour is covered
	Target    int       `json:"target_days"`     // how long to keep it
	DiskAfter int64     `json:"bytes_at_target"` // what that takes at this rate
}

func advise(sources []Source, now time.Time) Retention {
	out := Retention{Kinds: []Kept{}, Advice: []string{}}
	for _, kind := range []struct {
		name string
		days int
	}{{"audit", auditDays}, {"findings", findingsDays}} {
		kept := keptOf(sources, kind.name, kind.days)
		if kept.Files == 0 {
			continue
		}
		out.Kinds = append(out.Kinds, kept)
		out.Advice = append(out.Advice, kept.advice(now)...)
	}
	out.Advice = append(out.Advice, fmt.Sprintf(
		"Keep metrics for %d days in Prometheus or its long-term store, and the history of alerts for %d days.", metricsDays, alertsDays))
	return out
}

func keptOf(sources []Source, kind string, days int) Kept {
	k := Kept{Kind: kind, Target: days}
	var newest time.Time
	for _, s := range sources {
		if s.Kind != kind {
			continue
		}
		k.Files++
		k.Bytes += s.Bytes
		newest = later(newest, s.Newest)
		if !s.Oldest.IsZero() && (k.Oldest.IsZero() || s.Oldest.Before(k.Oldest)) {
			k.Oldest = s.Oldest
		}
	}
	if span := newest.Sub(k.Oldest); span >= time.Hour {
		k.PerDay = int64(float64(k.Bytes) / (float64(span) / float64(day)))
		k.DiskAfter = k.PerDay * int64(days)
	}
	return k
}

func (k *Kept) advice(now time.Time) []string {
	var out []string
	age := int(now.Sub(k.Oldest) / day)
	switch {
	case k.Oldest.IsZero():
		return nil
	case age > k.Target:
		out = append(out, fmt.Sprintf("The oldest %s event is %d days old, beyond the %d days to keep: archive or delete what is older.", k.Kind, age, k.Target))
	default:
		out = append(out, fmt.Sprintf("Keep the %s files for %d days; the oldest event is %d days old.", k.Kind, k.Target, age))
	}
	if k.DiskAfter > 0 {
		out = append(out, fmt.Sprintf("At today's rate the %s files take %s for %d days: set rotation (max_megabytes × max_backups) to at least that.",
			k.Kind, Size(k.DiskAfter), k.Target))
	}
	return out
}

// Size prints bytes for people.
func Size(n int64) string {
	const unit = 1000
	if n < unit {
		return fmt.Sprintf("%d B", n)
	}
	value, names := float64(n)/unit, []string{"kB", "MB", "GB", "TB", "PB"}
	for value >= unit && len(names) > 1 {
		value, names = value/unit, names[1:]
	}
	return fmt.Sprintf("%.1f %s", value, names[0])
}
