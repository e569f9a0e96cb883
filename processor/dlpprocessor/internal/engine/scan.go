// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"strings"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsontext"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Work is the memory of a scan, to be used again for the next one. It is not safe for concurrent use.
type Work struct {
	// Muted rules are skipped, by index. It is the caller's to set.
	Muted []bool
	// Secret tells that the text is secret as a whole, because of its name. It is the caller's to set, for one scan.
	Secret bool

	scratch  scan.Scratch
	classes  byteclass.Map // of the text that is scanned and decoded
	flat     jsontext.Flat
	spans    []redact.Finding
	cues     []injection.Cue
	findings []Finding
	keyed    []byte
	hinted   bool // a JSON member may have a name that makes its value secret
}

// Scan scans and rewrites text. key, where not empty, is the name the text has in its record: rules that look for a name
// before a value see it.
func (e *Engine) Scan(key, text string, w *Work) Result {
	secret := w.Secret
	w.Secret = false
	if text == "" {
		return Result{}
	}
	if len(text) > e.options.MaxValue {
		return Result{Text: Marker(CutValueSize), Changed: true, Cut: CutValueSize}
	}
	w.spans, w.cues, w.findings, w.hinted = w.spans[:0], w.cues[:0], w.findings[:0], false
	plain, isJSON := text, jsontext.Looks(text)
	flat := (*jsontext.Flat)(nil)
	if isJSON && strings.IndexByte(text, '\\') >= 0 {
		flat = &w.flat
		plain = flat.Set(text)
	}
	w.classes.Set(plain)
	e.plain(key, plain, flat, w)
	switch {
	case secret:
		e.whole(text, w)
		isJSON = false
	case w.hinted && isJSON:
		e.members(text, w, inPlace)
	}
	decoded := decode.Classified(plain, &w.classes, e.options.Decode)
	for _, v := range decoded.Views {
		e.view(v, flat, w)
	}
	result := Result{Text: text}
	if len(w.cues) > 0 {
		result.Injection = injection.Combine(w.cues)
	}
	if len(decoded.Cut) > 0 {
		result.Cut = CutDecoding
	}
	if len(w.spans) > 0 || len(decoded.Cut) > 0 {
		e.rewrite(&result, flat, decoded.Cut, isJSON, w)
	}
	return result
}

// plain scans the text itself.
func (e *Engine) plain(key, text string, flat *jsontext.Flat, w *Work) {
	subject, offset := w.withKey(key, text)
	var matches []scan.Match
	if offset > 0 {
		matches = e.set.Find(subject, &w.scratch)
	} else {
		matches = e.set.FindClassified(subject, &w.classes, &w.scratch)
	}
	for _, m := range matches {
		if m.Rule >= e.cues || w.muted(m.Rule) || m.End <= offset {
			continue
		}
		if m.Rule == e.keyRule {
			w.hinted = true
			continue
		}
		start, end := max(m.Start, offset)-offset, min(m.End-offset, len(text))
		if start < end {
			value := subject[max(m.Start, offset):min(m.End, offset+len(text))]
			w.add(e, m.Rule, start, end, value, flat)
		}
	}
	if e.options.Injection {
		w.cues = injection.FromMatches(w.cues, matches, e.cues, subject, &w.scratch, nil)
		w.cues = injection.Unpatterned(w.cues, text, nil, &w.classes)
	}
}

// view scans what was decoded from the text.
func (e *Engine) view(v *decode.View, flat *jsontext.Flat, w *Work) {
	matches := e.set.Find(v.Text, &w.scratch)
	hinted := false
	for _, m := range matches {
		if m.Rule >= e.cues || w.muted(m.Rule) {
			continue
		}
		if m.Rule == e.keyRule {
			hinted = true
			continue
		}
		start, end := v.Origin(m.Start, m.End)
		w.add(e, m.Rule, start, end, v.Text[m.Start:m.End], flat)
	}
	if e.options.Injection {
		w.cues = injection.FromMatches(w.cues, matches, e.cues, v.Text, &w.scratch, v)
		w.cues = injection.Unpatterned(w.cues, v.Text, v, nil)
	}
	if hinted && jsontext.Looks(v.Text) {
		e.viewMembers(v, flat, w)
	}
}

func (w *Work) muted(rule int) bool { return rule < len(w.Muted) && w.Muted[rule] }

// add notes a match of the flat text.
func (w *Work) add(e *Engine, rule, start, end int, value string, flat *jsontext.Flat) {
	r := &e.options.Rules[rule]
	value = strings.Clone(value) // it may stand in a buffer that is used again
	if r.Normalize != nil {
		value = r.Normalize(value)
	}
	if flat != nil {
		start, end = flat.Original(start, end)
	}
	w.spans = append(w.spans, redact.Finding{
		Rule: rule, Label: r.ID, Action: r.Action, Start: start, End: end, Value: value, Generic: r.Generic, WholeValue: r.WholeValue,
	})
}

// maxKeyed is the longest text that is scanned together with its key: the rules that look at names expect short values.
const maxKeyed = 512

// withKey returns `key="text"` where that helps, and where text begins in it.
func (w *Work) withKey(key, text string) (subject string, offset int) {
	if key == "" || len(text) > maxKeyed {
		return text, 0
	}
	w.keyed = append(append(append(append(w.keyed[:0], key...), `="`...), text...), '"')
	return unsafe.String(unsafe.SliceData(w.keyed), len(w.keyed)), len(key) + 2 //nolint:gosec // G103: nothing keeps it past the scan.
}
