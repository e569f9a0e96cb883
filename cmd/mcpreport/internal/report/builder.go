// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Options says what goes into a report. Zero times are no bound.
type Options struct {
	From, To time.Time
	Top      int // rows of each table; 0 means 10
}

// Builder collects what a report needs. It is not safe for concurrent use.
type Builder struct {
	opts        Options
	first, last time.Time
	totals      Totals
	latency     durations
	minutes     table[int64, Slot]
	outcomes    map[string]int
	tools       table[[2]string, toolStat]
	users       table[string, User]
	servers     table[string, int]
	refusals    table[Refusal, int]
	dlp         table[DLP, int]
	sessions    table[string, sessionStat]
	findings    map[string]*Finding
	dropped     int // distinct findings past maxFindings
	severity    map[string]int
}

type toolStat struct {
	calls, failed int
	latency       durations
}

// New starts a report.
func New(opts Options) *Builder {
	if opts.Top <= 0 {
		opts.Top = 10
	}
	return &Builder{opts: opts, outcomes: map[string]int{}, findings: map[string]*Finding{}, severity: map[string]int{}}
}

// Add takes a record, of an audit file or a findings file alike. Records out of range and of other kinds are left out.
func (b *Builder) Add(r *otlplog.Record) {
	if r.Time.Before(b.opts.From) || (!b.opts.To.IsZero() && !r.Time.Before(b.opts.To)) {
		return
	}
	switch {
	case isOCSFFinding(r) || (r.OCSF == nil && isFinding(r)):
		b.finding(r)
	case isOperation(r):
		b.operation(r)
	default:
		return
	}
	if b.first.IsZero() || r.Time.Before(b.first) {
		b.first = r.Time
	}
	b.last = later(b.last, r.Time)
}

func isFinding(r *otlplog.Record) bool {
	return r.Event == schema.EventFinding || r.Str(schema.FindingID) != ""
}

// isOperation tells a request that ended, or was turned away, from notifications and the start and end of sessions. Records
// mapped from other sources may have no event name.
func isOperation(r *otlplog.Record) bool {
	switch r.Event {
	case schema.EventOperation, schema.EventTransportRejected, "":
		return r.Str(schema.Outcome) != ""
	}
	return false
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (b *Builder) operation(r *otlplog.Record) {
	outcome, tool := r.Str(schema.Outcome), r.Str(schema.GenAIToolName)
	class := classOf(outcome)
	b.totals.Operations++
	b.outcomes[outcome]++
	b.slot(r.Time).count(class)
	if server := r.Str(schema.ServerName); server != "" {
		*b.servers.at(server)++
	}
	if class == refused {
		b.totals.Refused++
		*b.refusals.at(Refusal{Outcome: outcome, Who: who(r), Tool: tool})++
	}
	if r.Str(schema.MCPMethodName) == "tools/call" {
		b.call(r, tool, class)
	}
	b.user(r, class)
	b.content(r)
	b.session(r, tool, class)
}

func (b *Builder) call(r *otlplog.Record, tool string, class class) {
	b.totals.Calls++
	stat := b.tools.at([2]string{tool, r.Str(schema.ServerName)})
	stat.calls++
	if class == succeeded {
		b.totals.Succeeded++
	} else {
		stat.failed++
	}
	if class == failed {
		b.totals.Failed++
	}
	if seconds, ok := r.Num(schema.Duration); ok {
		b.latency.add(seconds)
		stat.latency.add(seconds)
	}
}

func (b *Builder) user(r *otlplog.Record, class class) {
	name := r.Str(schema.UserID)
	if name == "" {
		return
	}
	u := b.users.at(name)
	u.User = name
	u.Calls++
	switch class {
	case failed:
		u.Failed++
	case refused:
		u.Refused++
	}
}

// content counts what the dlp processor found in a record; the lists are parallel.
func (b *Builder) content(r *otlplog.Record) {
	rules, categories, actions := r.List(schema.DLPRules), r.List(schema.DLPCategories), r.List(schema.DLPActions)
	counts, _ := r.Attrs[schema.DLPCounts].([]any)
	for i, rule := range rules {
		n := 1
		if i < len(counts) {
			n = max(1, int(otlplog.Int(counts[i])))
		}
		b.totals.DLPMatches += n
		*b.dlp.at(DLP{Rule: rule, Category: nth(categories, i), Action: nth(actions, i)}) += n
	}
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// who names the principal of a record, or where it came from.
func who(r *otlplog.Record) string {
	if user := r.Str(schema.UserID); user != "" {
		return user
	}
	if address := r.Str(schema.ClientAddress); address != "" {
		return address
	}
	return "(unknown)"
}
