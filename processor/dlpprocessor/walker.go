// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// walker scans the values of one record and notes what it found.
type walker struct {
	p      *dlpProcessor
	work   engine.Work
	report report
	path   []string // keys that lead to the value being scanned
	part   part     // where in the record they start
	values int
	// outside tells, by limit, that the record is outside its conditions.
	outside []bool

	dropped int   // records dropped since the walker was taken
	err     error // why the batch is to be refused
}

// How fields that are no attributes are called.
const (
	fieldBody        = "body"
	fieldDescription = "description"
	fieldName        = "name"
	fieldSeverity    = "severity_text"
	fieldStatus      = "status.message"
	fieldTraceState  = "trace_state"
)

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

// string scans a field that is a text and no attribute.
func (w *walker) string(name, text string, set func(string)) {
	if text == "" || !w.p.fields.scan(name) {
		return
	}
	w.path = append(w.path[:0], name)
	w.muteField(name)
	if text, changed := w.text("", text); changed {
		set(text)
	}
}

// attributes scans a map of attributes.
func (w *walker) attributes(m pcommon.Map) {
	for key, v := range m.All() {
		if w.p.fields.scan(key) {
			w.field(key, v)
		}
	}
}

// field scans one attribute, or the body.
func (w *walker) field(name string, v pcommon.Value) {
	w.path = append(w.path[:0], name)
	w.muteField(name)
	w.value(name, v)
}

// value scans one value and what is nested in it.
func (w *walker) value(key string, v pcommon.Value) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		if text, changed := w.text(key, v.Str()); changed {
			v.SetStr(text)
		}
	case pcommon.ValueTypeBytes:
		raw := string(v.Bytes().AsRaw())
		if text, changed := w.text(key, raw); changed {
			v.SetStr(text)
		}
	case pcommon.ValueTypeInt:
		if n := v.Int(); n >= minNumber || n <= -minNumber {
			if text, changed := w.text(key, strconv.FormatInt(n, 10)); changed {
				v.SetStr(text)
			}
		}
	case pcommon.ValueTypeDouble:
		w.double(key, v)
	case pcommon.ValueTypeMap:
		w.nested(v, func() { w.entries(v.Map()) })
	case pcommon.ValueTypeSlice:
		w.nested(v, func() { w.elements(key, v.Slice()) })
	case pcommon.ValueTypeBool, pcommon.ValueTypeEmpty:
	}
}

// minNumber is the smallest number that can be an identifier of a person or an account.
const minNumber = 10_000_000

// double scans a floating-point number that holds a whole one: JSON decoders make card numbers into such.
func (w *walker) double(key string, v pcommon.Value) {
	d := v.Double()
	if d < minNumber || d > 1<<63 || d != float64(uint64(d)) {
		return
	}
	if text, changed := w.text(key, strconv.FormatUint(uint64(d), 10)); changed {
		v.SetStr(text)
	}
}

// nested goes one level down, or puts a marker in the place of what is too deep.
func (w *walker) nested(v pcommon.Value, down func()) {
	if len(w.path) > w.p.maxDepth {
		v.SetStr(engine.Marker(engine.CutDepth))
		w.report.cut(engine.CutDepth)
		return
	}
	down()
}

func (w *walker) entries(m pcommon.Map) {
	var renames []rename
	for key, v := range m.All() {
		w.path = append(w.path, key)
		w.value(key, v)
		if text, changed := w.text("", key); changed {
			renames = append(renames, rename{key, text})
		}
		w.path = w.path[:len(w.path)-1]
	}
	for _, r := range renames {
		r.apply(m)
	}
}

// rename is a key that held something sensitive itself.
type rename struct{ from, to string }

func (r rename) apply(m pcommon.Map) {
	old, ok := m.Get(r.from)
	if !ok {
		return
	}
	moved := pcommon.NewValueEmpty()
	old.MoveTo(moved)
	m.Remove(r.from)
	moved.MoveTo(m.PutEmpty(r.to))
}

func (w *walker) elements(key string, s pcommon.Slice) {
	for i := range s.Len() {
		w.path = append(w.path, strconv.Itoa(i))
		w.value(key, s.At(i))
		w.path = w.path[:len(w.path)-1]
	}
}

// text scans one text.
func (w *walker) text(key, text string) (replaced string, changed bool) {
	if w.values++; w.values > w.p.maxValues {
		w.report.cut(engine.CutValues)
		return engine.Marker(engine.CutValues), true
	}
	if strings.HasPrefix(key, "mcp") {
		key = "" // our own keys speak of keys and tokens, their values are none
	}
	result := w.p.engine.Scan(key, text, &w.work)
	w.report.add(w, len(text), &result)
	return result.Text, result.Changed
}
