// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// report is what was found in one record.
type report struct {
	entries   []entry
	locations []string
	score     float64
	cues      []string
	cueFields []string
	values    int
	bytes     int
	cuts      [len(engine.Reasons)]int // by reason, as engine.Reasons counts
	dropped   int                      // index of the rule that drops the record, or notDropped
}

const notDropped = -1

// entry counts the findings of one rule, with one action, in one field.
type entry struct {
	finding engine.Finding
	field   string
	count   int64
}

// maxEntries bounds the entries of one record that name their field. The rest is counted under fieldOther.
const (
	maxEntries = 500
	fieldOther = "*"
)

// maxLocations bounds the locations reported for one record.
const maxLocations = 100

// How many attributes a report has: of a clean record, and of any, at most.
const (
	summaryLen = 3
	reportLen  = 14
)

func (r *report) reset() {
	*r = report{
		entries: r.entries[:0], locations: r.locations[:0], cues: r.cues[:0], cueFields: r.cueFields[:0], dropped: notDropped,
	}
}

func (r *report) clean() bool { return len(r.entries) == 0 && r.score == 0 && r.cutCount() == 0 }

func (r *report) cut(reason string, n int) { r.cuts[slices.Index(engine.Reasons[:], reason)] += n }

func (r *report) cutCount() int {
	n := 0
	for _, c := range r.cuts {
		n += c
	}
	return n
}

// add notes the result of one text and tells whether it was clean.
func (r *report) add(w *walker, size int, result *engine.Result) (clean bool) {
	r.values++
	r.bytes += size
	score := result.Injection.Score
	if score < w.p.config.RuleSets.Injection.Threshold {
		score = 0
	}
	if !result.Changed && result.Cut == "" && len(result.Findings) == 0 && score == 0 {
		return true
	}
	if result.Cut != "" {
		r.cut(result.Cut, 1)
	}
	for _, f := range result.Findings {
		if f.Action == redact.Drop && r.dropped == notDropped {
			r.dropped = f.Rule
		}
		r.count(f, w.path[0])
	}
	if len(result.Findings) > 0 && w.p.config.Report.Locations && len(r.locations) < maxLocations {
		r.locations = append(r.locations, w.part.prefix()+strings.Join(w.path, "."))
	}
	if score > 0 {
		r.score = max(r.score, score)
		for _, c := range result.Injection.Cues {
			if !slices.Contains(r.cues, c.ID) {
				r.cues = append(r.cues, c.ID)
			}
		}
		if !slices.Contains(r.cueFields, w.path[0]) {
			r.cueFields = append(r.cueFields, w.path[0])
		}
	}
	return false
}

func (r *report) count(f engine.Finding, field string) {
	for i := range r.entries {
		if r.entries[i].finding == f && r.entries[i].field == field {
			r.entries[i].count++
			return
		}
	}
	if len(r.entries) >= maxEntries && field != fieldOther {
		r.count(f, fieldOther)
		return
	}
	r.entries = append(r.entries, entry{f, field, 1})
}

// write puts the report into the attributes of the record. What an earlier processor reported stays in the lists.
func (r *report) write(m pcommon.Map, p *dlpProcessor) {
	more := summaryLen
	if !r.clean() {
		more = reportLen
	}
	m.EnsureCapacity(m.Len() + more)
	putInt(m, schema.DLPScannedValues, r.values)
	putInt(m, schema.DLPScannedBytes, r.bytes)
	putInt(m, schema.DLPScannedCut, r.cutCount())
	if len(r.entries) > 0 {
		r.writeFindings(m, p)
	}
	for _, l := range r.locations {
		list(m, schema.DLPLocations).AppendEmpty().SetStr(l)
	}
	if r.score > 0 {
		m.PutDouble(schema.DLPInjectionScore, max(r.score, doubleOf(m, schema.DLPInjectionScore)))
		addOnce(list(m, schema.DLPInjectionCues), r.cues)
		addOnce(list(m, schema.DLPInjectionFields), r.cueFields)
	}
}

func (r *report) writeFindings(m pcommon.Map, p *dlpProcessor) {
	total, rules := 0, p.engine.Rules()
	for _, e := range r.entries {
		rule := &rules[e.finding.Rule]
		list(m, schema.DLPRules).AppendEmpty().SetStr(rule.ID)
		list(m, schema.DLPCategories).AppendEmpty().SetStr(rule.Category)
		list(m, schema.DLPSeverities).AppendEmpty().SetStr(p.facts[e.finding.Rule].severity)
		list(m, schema.DLPActions).AppendEmpty().SetStr(e.finding.Action.String())
		list(m, schema.DLPFields).AppendEmpty().SetStr(e.field)
		list(m, schema.DLPCounts).AppendEmpty().SetInt(e.count)
		total += int(e.count)
	}
	if before, ok := m.Get(schema.DLPFindingsCount); ok {
		total += int(before.Int())
	}
	putInt(m, schema.DLPFindingsCount, total)
}

func putInt(m pcommon.Map, key string, n int) { m.PutInt(key, int64(n)) }

// list returns the list under key, which it makes when it is not there.
func list(m pcommon.Map, key string) pcommon.Slice {
	if v, ok := m.Get(key); ok && v.Type() == pcommon.ValueTypeSlice {
		return v.Slice()
	}
	return m.PutEmptySlice(key)
}

// addOnce appends what the list does not have: the text is as it was, so a second processor finds the same cues again.
func addOnce(to pcommon.Slice, values []string) {
	for _, v := range values {
		known := false
		for _, has := range to.All() {
			known = known || has.Str() == v
		}
		if !known {
			to.AppendEmpty().SetStr(v)
		}
	}
}

func doubleOf(m pcommon.Map, key string) float64 {
	if v, ok := m.Get(key); ok && v.Type() == pcommon.ValueTypeDouble {
		return v.Double()
	}
	return 0
}
