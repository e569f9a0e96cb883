// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// value scans one value and what is nested in it. key is the name it has, or that of the list it is in.
func (w *walker) value(key string, v pcommon.Value) {
	secret := w.p.names != nil && w.p.names.Match(key)
	switch v.Type() {
	case pcommon.ValueTypeStr:
		w.replace(key, v.Str(), secret, v)
	case pcommon.ValueTypeBytes:
		w.bytes(key, secret, v)
	case pcommon.ValueTypeInt:
		if n := v.Int(); secret || n >= minNumber || n <= -minNumber {
			w.replace(key, strconv.FormatInt(n, 10), secret, v)
		}
	case pcommon.ValueTypeDouble:
		w.double(key, secret, v)
	case pcommon.ValueTypeMap:
		w.nested(v, func() { w.entries(v.Map()) })
	case pcommon.ValueTypeSlice:
		w.nested(v, func() { w.elements(key, v.Slice()) })
	case pcommon.ValueTypeBool, pcommon.ValueTypeEmpty:
	}
}

// replace scans a text and puts what becomes of it in the place of v.
func (w *walker) replace(key, text string, secret bool, v pcommon.Value) {
	w.work.Secret = secret
	if text, changed := w.text(key, text); changed {
		v.SetStr(text)
	}
}

// bytes scans bytes as a text. They stay bytes unless something was found.
func (w *walker) bytes(key string, secret bool, v pcommon.Value) {
	if v.Bytes().Len() > w.p.config.Limits.MaxValueBytes { // before it is copied
		v.SetStr(engine.Marker(engine.CutValueSize))
		w.report.cut(engine.CutValueSize, 1)
		return
	}
	w.replace(key, string(v.Bytes().AsRaw()), secret, v)
}

// minNumber is the smallest number that can be an identifier of a person or an account.
const minNumber = 10_000_000

// maxExact is the largest number up to which a double holds every whole one.
const maxExact = 1 << 53

// double scans a floating-point number that holds a whole one: JSON decoders make card numbers into such.
func (w *walker) double(key string, secret bool, v pcommon.Value) {
	d := v.Double()
	switch {
	case d >= minNumber && d <= maxExact && d == float64(uint64(d)):
		w.replace(key, strconv.FormatUint(uint64(d), 10), secret, v)
	case secret:
		w.replace(key, strconv.FormatFloat(d, 'g', -1, 64), secret, v)
	}
}

// nested goes one level down, or puts a marker in the place of what is too deep.
func (w *walker) nested(v pcommon.Value, down func()) {
	if len(w.path) > w.p.config.Limits.MaxDepth {
		v.SetStr(engine.Marker(engine.CutDepth))
		w.report.cut(engine.CutDepth, 1)
		return
	}
	down()
}

func (w *walker) elements(key string, s pcommon.Slice) {
	for i := range s.Len() {
		if w.exhausted() {
			w.cutElements(s, i)
			return
		}
		w.path = append(w.path, strconv.Itoa(i))
		w.value(key, s.At(i))
		w.path = w.path[:len(w.path)-1]
	}
}

// cutElements puts one marker in the place of the elements from one on.
func (w *walker) cutElements(s pcommon.Slice, from int) {
	w.report.cut(engine.CutValues, s.Len()-from)
	i := -1
	s.RemoveIf(func(pcommon.Value) bool { i++; return i >= from })
	s.AppendEmpty().SetStr(engine.Marker(engine.CutValues))
}

// exhausted tells whether as many values of the record were scanned as may be.
func (w *walker) exhausted() bool { return w.values >= w.p.config.Limits.MaxValues }

// text scans one text.
func (w *walker) text(key, text string) (replaced string, changed bool) {
	if w.exhausted() {
		w.work.Secret, w.clean = false, false
		w.report.cut(engine.CutValues, 1)
		return engine.Marker(engine.CutValues), true
	}
	w.values++
	if strings.HasPrefix(key, "mcp") {
		key = "" // our own keys speak of keys and tokens, their values are none
	}
	result := w.scan(key, text)
	w.emptied = result.Changed && result.Text == ""
	w.clean = w.report.add(w, len(text), &result)
	return result.Text, result.Changed
}

// scan has the engine scan a text. Should it panic, the text is replaced: what was not scanned does not pass.
func (w *walker) scan(key, text string) (result engine.Result) {
	defer func() {
		if recover() == nil { // the panic's own value may quote the text
			return
		}
		w.work = engine.Work{Muted: w.work.Muted}
		result = engine.Result{Text: engine.Marker(engine.CutPanic), Changed: true, Cut: engine.CutPanic}
		if w.p.panicked.CompareAndSwap(false, true) {
			w.p.logger.Error("Scanning a value failed. It was replaced; further failures are only counted.", zap.StackSkip("stack", 1))
		}
	}()
	return w.p.engine.Scan(key, text, &w.work)
}
