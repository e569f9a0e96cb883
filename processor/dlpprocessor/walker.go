// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// walker scans the values of one record and notes what it found.
type walker struct {
	p      *dlpProcessor
	work   engine.Work
	report report
	path   []string // keys that lead to the value being scanned; the first one is the field
	part   part     // where in the record they start
	values int
	// outside tells, by limit, that the record is outside its conditions.
	outside []bool
	emptied bool // nothing was left of the text scanned last
	clean   bool // nothing was found in the text scanned last
	// memory is of attributes and the body, texts of fields whose name says nothing about their value, keys of the keys of
	// attributes that are scanned and are clean themselves.
	memory, texts, keys memory

	tally tally // of the scope that the record is in

	dropped int   // records dropped since the walker was taken
	scanned int   // bytes scanned since then
	err     error // why the batch is to be refused
}

// How fields that are no attributes are called.
const (
	fieldBody        = "body"
	fieldDescription = "description"
	fieldKey         = "key"
	fieldName        = "name"
	fieldSeverity    = "severity_text"
	fieldStatus      = "status.message"
	fieldTraceState  = "trace_state"
)

// part is an element of a list in the record. The zero value is the record itself.
type part struct {
	list  string
	index int
}

// prefix is what the locations in the part begin with.
func (p part) prefix() string {
	if p.list == "" {
		return ""
	}
	return p.list + "." + strconv.Itoa(p.index) + "."
}

// owner scans the attributes of what many records share: a resource or a scope. It reports there only when it found
// something.
func (w *walker) owner(ctx context.Context, m pcommon.Map, records func() int) bool {
	if m.Len() == 0 {
		return keep
	}
	w.begin()
	w.attributes(m)
	if !w.report.clean() {
		w.report.write(m, w.p)
	}
	return w.end(ctx, records)
}

// string scans a field that is a text and no attribute.
func (w *walker) string(name, text string, set func(string)) {
	if text == "" || !w.p.fields.scan(name) {
		return
	}
	slot := w.slot(&w.texts, name, text)
	if slot.holds(name, text) && w.again(text) {
		return
	}
	w.enter(name)
	if text, changed := w.text("", text); changed {
		set(text)
	} else if w.clean {
		slot.remember(name, text)
	}
}

// field scans one attribute, or the body.
func (w *walker) field(name string, v pcommon.Value) {
	if v.Type() != pcommon.ValueTypeStr {
		w.enter(name)
		w.value(name, v)
		return
	}
	slot := w.slot(&w.memory, name, v.Str())
	if slot.holds(name, v.Str()) && w.again(v.Str()) {
		return
	}
	w.enter(name)
	w.value(name, v)
	if w.clean && v.Type() == pcommon.ValueTypeStr {
		slot.remember(name, v.Str())
	}
}

// slot returns where a field is remembered, or nil when it may not be: what holds for one record need not hold for another
// when rules have conditions.
func (w *walker) slot(m *memory, name, text string) *slot {
	if len(w.p.limits) > 0 {
		return nil
	}
	return m.slot(name, text)
}

// again counts a text that was found clean before. It returns false when no more texts may be counted.
func (w *walker) again(text string) bool {
	if w.exhausted() {
		return false
	}
	w.values++
	w.report.values++
	w.report.bytes += len(text)
	return true
}

// enter says which field the following values belong to.
func (w *walker) enter(name string) {
	w.path = append(w.path[:0], name)
	w.muteField(name)
}
