// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// attributes scans a map of attributes. Their keys are scanned too, but only the first time that one is seen.
func (w *walker) attributes(m pcommon.Map) {
	var c changes
	i := -1
	for key, v := range m.All() {
		i++
		var slot *slot
		if v.Type() == pcommon.ValueTypeStr {
			slot = w.slot(&w.memory, key, v.Str())
			if slot.holds(key, v.Str()) && w.again(v.Str()) {
				continue
			}
		}
		known := w.slot(&w.keys, key, "")
		knows := known.holds(key, "")
		if !knows && !w.p.fields.scan(key) {
			continue
		}
		if w.exhausted() {
			w.cutEntries(m, i, w.p.fields.scan)
			break
		}
		name := key
		if !knows {
			if name = w.attributeKey(&c, key); name == key {
				known.remember(key, "")
			}
		}
		w.enter(name)
		w.entry(&c, key, v)
		if slot != nil && w.clean && name == key {
			slot.remember(key, v.Str())
		}
	}
	c.apply(m)
}

// attributeKey scans the key of an attribute, unless it is known to be clean, and returns the name it is to have.
func (w *walker) attributeKey(c *changes, key string) (name string) {
	if w.p.cleanKeys.has(key) {
		return key
	}
	w.enter(fieldKey)
	if text, changed := w.text("", key); changed {
		return c.rename(w, key, text)
	}
	if len(w.p.limits) == 0 && w.clean {
		w.p.cleanKeys.add(key)
	}
	return key
}

// entries scans a map in a value.
func (w *walker) entries(m pcommon.Map) {
	var c changes
	i := -1
	for key, v := range m.All() {
		if i++; w.exhausted() {
			w.cutEntries(m, i, func(string) bool { return true })
			break
		}
		name := key
		if !w.p.cleanKeys.has(key) {
			if text, changed := w.text("", key); changed {
				name = c.rename(w, key, text)
			}
		}
		w.path = append(w.path, name)
		w.entry(&c, key, v)
		w.path = w.path[:len(w.path)-1]
	}
	c.apply(m)
}

func (w *walker) entry(c *changes, key string, v pcommon.Value) {
	w.emptied = false
	w.value(key, v)
	if w.emptied && v.Type() == pcommon.ValueTypeStr {
		c.remove(key)
	}
}

// cutEntries puts one marker in the place of the entries from one on that were to be scanned.
func (w *walker) cutEntries(m pcommon.Map, from int, scanned func(key string) bool) {
	i, n := -1, 0
	m.RemoveIf(func(key string, _ pcommon.Value) bool {
		if i++; i < from || !scanned(key) {
			return false
		}
		n++
		return true
	})
	m.PutInt(engine.Marker(engine.CutValues), int64(n))
	w.report.cut(engine.CutValues, n)
}
