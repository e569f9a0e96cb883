// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// maxFindings bounds the distinct findings that are kept; further ones are counted.
const maxFindings = 5_000

// maxEvidence bounds the calls shown of one finding.
const maxEvidence = 50

func (b *Builder) finding(r *otlplog.Record) {
	f := findingOf(r)
	if r.OCSF != nil {
		f = findingOfOCSF(r)
	}
	b.totals.Findings++
	b.severity[f.Severity]++
	b.slot(r.Time).finding(f.Severity)
	if f.User != "" {
		u := b.users.at(f.User)
		u.User = f.User
		u.Findings++
	}
	if f.Session != "" {
		b.sessions.at(f.Session).finding(f)
	}
	b.keep(cmp.Or(r.Str(schema.FindingDedupKey), f.ID)+"|"+f.Severity, f)
}

// keep folds findings about the same thing into the first of them.
func (b *Builder) keep(key string, f *Finding) {
	known, ok := b.findings[key]
	switch {
	case ok && f.Time.Before(known.Time):
		f.Repeated = known.Repeated + 1
		b.findings[key] = f
	case ok:
		known.Repeated++
	case len(b.findings) < maxFindings:
		b.findings[key] = f
	default:
		b.dropped++
	}
}

func findingOf(r *otlplog.Record) *Finding {
	f := &Finding{
		Time:        r.Time,
		ID:          r.Str(schema.FindingID),
		Severity:    r.Str(schema.FindingSeverity),
		Detector:    r.Str(schema.FindingDetector),
		Title:       r.Str(schema.FindingTitle),
		Description: r.Str(schema.FindingDescription),
		Session:     r.Str(schema.SessionKey),
		User:        r.Str(schema.UserID),
		Server:      r.Str(schema.ServerName),
		Tool:        r.Str(schema.GenAIToolName),
		Client:      r.Str(schema.ClientAddress),
		Runbook:     r.Str(schema.FindingRunbook),
		Evidence:    evidence(r),
	}
	f.Confidence, _ = r.Num(schema.FindingConfidence)
	f.Observed, _ = r.Num(schema.FindingObserved)
	f.Baseline, _ = r.Num(schema.FindingBaseline)
	for _, key := range []string{
		schema.FindingATLAS, schema.FindingOWASPMCP, schema.FindingOWASPAgentic, schema.FindingOWASPLLM, schema.FindingSAFEMCP,
	} {
		f.IDs = append(f.IDs, r.List(key)...)
	}
	return f
}

func evidence(r *otlplog.Record) []Call {
	var calls []Call
	for _, m := range r.Maps(schema.FindingEvidence) {
		if len(calls) == maxEvidence {
			break
		}
		calls = append(calls, callOf(m))
	}
	return calls
}

func callOf(m map[string]any) Call {
	text := func(key string) string { s, _ := m[key].(string); return s }
	return Call{
		Time: text("time"), Method: text("method"), Tool: text("tool"), Server: text("server"), Outcome: text("outcome"),
		Role: text("role"), RequestSize: otlplog.Int(m["request_size"]), ResponseSize: otlplog.Int(m["response_size"]),
	}
}

// listed are the findings to show, the worst first and the newest first among equals, and how many more there are.
func (b *Builder) listed(limit int) ([]Finding, int) {
	all := make([]Finding, 0, len(b.findings))
	for _, f := range b.findings {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(rank(x.Severity), rank(y.Severity)), y.Time.Compare(x.Time), cmp.Compare(x.ID, y.ID))
	})
	more := b.dropped + max(0, len(all)-limit)
	return all[:min(limit, len(all))], more
}
