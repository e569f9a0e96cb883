// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// listFactor says how many times more findings than table rows are listed.
const listFactor = 5

// Report is what the records come to. Sources are the files they came from.
func (b *Builder) Report(now time.Time, sources []Source) *Report {
	from, to := b.span()
	r := &Report{
		Generated: now.UTC().Truncate(time.Second),
		From:      from,
		To:        to,
		Totals:    b.total(),
		Latency:   b.latency.summary(),
		Outcomes:  b.outcomeCounts(),
		Tools:     b.topTools(),
		Users:     b.topUsers(),
		Refusals:  b.topRefusals(),
		DLP:       b.topDLP(),
		Severity:  b.severity,
		Sessions:  b.worthALook(b.opts.Top),
		Retention: advise(sources, now),
		Sources:   sources,
	}
	var step time.Duration
	step, r.Timeline = b.timeline(from, to)
	r.Step = stepName(step)
	r.Findings, r.More = b.listed(listFactor * b.opts.Top)
	r.Verdict = b.verdict(r)
	r.Notes = b.notes(sources)
	return r
}

// span is the range asked for, or what the records cover where it was open.
func (b *Builder) span() (from, to time.Time) {
	from, to = b.opts.From, b.opts.To
	if from.IsZero() {
		from = b.first
	}
	if to.IsZero() {
		to = b.last
	}
	return from.UTC(), to.UTC()
}

func (b *Builder) total() Totals {
	t := b.totals
	t.Sessions, t.Users, t.Servers, t.Tools = len(b.sessions.rows), len(b.users.rows), len(b.servers.rows), len(b.tools.rows)
	if t.Calls > 0 {
		t.SuccessRate = float64(t.Succeeded) / float64(t.Calls)
	}
	return t
}

func (b *Builder) verdict(r *Report) Verdict {
	critical, high := b.severity[schema.SeverityCritical], b.severity[schema.SeverityHigh]
	switch {
	case critical > 0:
		return Verdict{"act", fmt.Sprintf("%s to act on now, %d more of severity high.", Plural(critical, "critical finding"), high)}
	case high > 0:
		return Verdict{"look", Plural(high, "finding") + " of severity high to work today."}
	case r.Totals.Findings > 0:
		return Verdict{"look", Plural(r.Totals.Findings, "finding") + ", none above medium."}
	case r.Totals.Operations == 0:
		return Verdict{"look", "No event in this range: was there no traffic, or is the collector not writing?"}
	case r.Totals.Calls > 0 && r.Totals.SuccessRate < 0.95:
		return Verdict{"look", fmt.Sprintf("No findings, but only %.1f%% of the tool calls succeeded.", 100*r.Totals.SuccessRate)}
	}
	return Verdict{"quiet", "No findings."}
}

// Plural is a number and its noun.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (b *Builder) notes(sources []Source) []string {
	notes := []string{}
	for _, s := range sources {
		if s.Bad > 0 {
			notes = append(notes, fmt.Sprintf("%s: %s of %d not readable as OTLP-JSON or OCSF, left out.", s.Path, Plural(s.Bad, "line"), s.Lines))
		}
		if s.Broken != "" {
			notes = append(notes, fmt.Sprintf("%s could not be read to its end (%s): what comes after is missing here.", s.Path, s.Broken))
		}
		if s.Cut {
			notes = append(notes, s.Path+" ends in the middle: the collector is still writing it, or was killed.")
		}
	}
	if b.tools.full || b.users.full || b.sessions.full || b.refusals.full || b.dlp.full {
		notes = append(notes, fmt.Sprintf("More than %d distinct tools, users, sessions or refusals: tables hold the first of them, totals hold all.", maxKeys))
	}
	return notes
}

func (b *Builder) outcomeCounts() []Count {
	out := []Count{}
	for name, n := range b.outcomes {
		out = append(out, Count{Name: name, Count: n, Share: float64(n) / float64(b.totals.Operations)})
	}
	slices.SortFunc(out, func(x, y Count) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Name, y.Name)) })
	return out
}

// Source is an input file and what kind of data it holds.
type Source struct {
	otlplog.Stats

	Kind   string    `json:"kind"` // "audit" or "findings"
	Oldest time.Time `json:"oldest"`
	Newest time.Time `json:"newest"`
}

// See notes the time of a record in the source.
func (s *Source) See(t time.Time) {
	if s.Oldest.IsZero() || t.Before(s.Oldest) {
		s.Oldest = t
	}
	s.Newest = later(s.Newest, t)
}
