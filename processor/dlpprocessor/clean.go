// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Where it is said what was scanned in records in which nothing was found.
const (
	cleanScope  = "scope"
	cleanRecord = "record"
	cleanNone   = "none"
)

var (
	cleanModes = []string{cleanScope, cleanRecord, cleanNone}
	errClean   = errors.New("report.clean must be scope, record or none")
)

var _ confmap.Unmarshaler = (*ReportConfig)(nil)

// Unmarshal accepts what report.clean was before it had words: true for record, false for none.
func (c *ReportConfig) Unmarshal(conf *confmap.Conf) error {
	if each, ok := conf.Get("clean").(bool); ok {
		word := cleanNone
		if each {
			word = cleanRecord
		}
		if err := conf.Merge(confmap.NewFromStringMap(map[string]any{"clean": word})); err != nil {
			return err
		}
	}
	return conf.Unmarshal(c)
}

// tally sums up the clean records of one scope that say nothing themselves.
type tally struct{ records, values, bytes int }

func (t *tally) add(r *report) {
	t.records++
	t.values += r.values
	t.bytes += r.bytes
}

// tallyLen is how many attributes a tally has.
const tallyLen = 3

func isTally(key string, _ pcommon.Value) bool {
	return key == schema.DLPCleanRecords || key == schema.DLPCleanValues || key == schema.DLPCleanBytes
}

func (t *tally) write(m pcommon.Map) {
	m.EnsureCapacity(m.Len() + tallyLen)
	putInt(m, schema.DLPCleanRecords, t.records)
	putInt(m, schema.DLPCleanValues, t.values)
	putInt(m, schema.DLPCleanBytes, t.bytes)
}

// enterScope scans the attributes of a scope and returns drop when its records are to be dropped with it. Sums that an earlier
// processor left there make room for this one's: they are numbers, which a scan could take for something else.
func (w *walker) enterScope(ctx context.Context, m pcommon.Map, records func() int) bool {
	w.tally = tally{}
	if w.p.config.Report.Clean == cleanScope && m.Len() > 0 {
		m.RemoveIf(isTally)
	}
	return w.owner(ctx, m, records)
}

// write reports on a record: in its attributes, or, when it is clean, in the sums of its scope.
func (w *walker) write(m pcommon.Map) {
	if !w.report.clean() || w.p.config.Report.Clean == cleanRecord {
		w.report.write(m, w.p)
		return
	}
	w.tally.add(&w.report)
}

// leaveScope writes the sums of a scope that has records.
func (w *walker) leaveScope(m pcommon.Map, records int) {
	if w.p.config.Report.Clean == cleanScope && records > 0 {
		w.tally.write(m)
	}
}
