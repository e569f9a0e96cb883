// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const (
	// minTelling is the shortest text that has a fingerprint.
	minTelling = 16
	// minProse is the shortest text that is looked at for requests.
	minProse = 20
	// maxOrdersPerResult keeps a manual full of imperatives from pushing everything else out, and maxTriesPerResult from
	// taking the time of everything else.
	maxOrdersPerResult = 6
	maxTriesPerResult  = 24
)

// result remembers what a result said and what it asked for.
func (t *Tracker) result(env *detect.Env, ev *detect.Event, st *state) {
	leaves := ev.ResultLeaves()
	if !t.tells(leaves) {
		return
	}
	t.view.Secret = hasCategory(ev, secretCategory)
	src := st.place(read{ev.Time.UnixNano(), t.readerOf(env, ev)})
	st.secret.set(src, t.view.Secret)
	st.personal.set(src, hasCategory(ev, personalCategory))
	st.orders.forget(src)
	t.joined, t.left, t.tries = t.joined[:0], maxOrdersPerResult, maxTriesPerResult
	only, texts := "", 0
	for i := range leaves {
		leaf := &leaves[i]
		if !speaks(leaf) {
			continue
		}
		if texts == 1 { // most results are one text, which need not be copied
			t.join(only)
		}
		if len(t.joined) < t.cfg.MaxText {
			t.alone = texts == 0 && !anySpeaks(leaves[i+1:])
			t.requests(st, src, leaf.Text)
		}
		if only, texts = leaf.Text, texts+1; texts > 1 {
			t.join(only)
		}
	}
	if texts != 1 {
		only = string(t.joined)
	}
	full := t.scanner.Remember(&st.memory, src, only)
	if t.values = t.scanner.Values(t.values[:0], only[:min(len(only), t.cfg.MaxText)]); len(t.values) > 0 {
		full += t.scanner.RememberPassages(&st.memory, src, string(t.values))
	}
	env.Drop("memory_full", int64(full))
}

// tells reports whether there is anything to remember: "ok" is not worth the place of an earlier result.
func (t *Tracker) tells(leaves []jsonleaf.Leaf) bool {
	for i := range leaves {
		if l := &leaves[i]; speaks(l) && (len(l.Text) >= minTelling || len(t.scanner.Marks(l.Text)) > 0) {
			return true
		}
	}
	return len(leaves) > minTelling
}

// join appends a text to those of the result, if there is room for all of it.
func (t *Tracker) join(text string) {
	if len(t.joined)+len(text) <= t.cfg.MaxText {
		t.joined = append(append(t.joined, text...), '\n')
	}
}

// speaks reports whether a leaf is part of what a result says.
func speaks(leaf *jsonleaf.Leaf) bool {
	return leaf.Kind != jsonleaf.Bool && leaf.Kind != jsonleaf.Null && !boilerplate(leaf.Path)
}

func anySpeaks(leaves []jsonleaf.Leaf) bool {
	for i := range leaves {
		if speaks(&leaves[i]) {
			return true
		}
	}
	return false
}

// boilerplate is what the protocol itself puts into every result.
func boilerplate(path string) bool {
	return strings.HasSuffix(path, "].type") || strings.HasSuffix(path, "mimeType")
}

func nameOf(ev *detect.Event) string {
	if ev.Tool != "" {
		return ev.Tool
	}
	return ev.Method
}

func hasCategory(ev *detect.Event, is func(string) bool) bool {
	for _, f := range ev.DLP {
		if f.Field == schema.GenAIToolResult && is(f.Category) {
			return true
		}
	}
	return false
}

func personalCategory(c string) bool {
	return strings.HasPrefix(c, "pii") || strings.HasPrefix(c, "personal")
}

// requests finds what a text asks its reader to do and keeps the values it names.
func (t *Tracker) requests(st *state, src flow.Source, text string) {
	if len(text) < minProse || strings.IndexByte(text, ' ') < 0 {
		return
	}
	text = text[:min(len(text), t.cfg.MaxText)]
	t.directives = t.requestFinder.Find(text)
	for pass := range 2 { // those addressed to the model first
		for _, d := range t.directives {
			if d.Addressed() != (pass == 0) || t.left == 0 || t.tries == 0 {
				continue
			}
			t.tries--
			if t.request(st, src, text, d) {
				t.left--
			}
		}
	}
}

// maxNamed is how many values of one request are kept.
const maxNamed = 16

// request keeps one request, if it names anything.
func (t *Tracker) request(st *state, src flow.Source, text string, d directive.Directive) bool {
	said := text[d.Start:d.End]
	t.kept = t.kept[:0]
	marks := t.marksOf(text, d)
	for i := range marks {
		mark := &marks[i]
		value := said[mark.Start:mark.End]
		if from, known := st.memory.Knows(mark); known && from != flow.Asked || len(t.kept) == maxNamed || t.elsewhere(text, value) {
			continue
		}
		t.kept = append(t.kept, *mark)
	}
	t.said = directive.AppendValues(t.said[:0], text, t.requestFinder.Map(), d.Start, d.End)
	values := t.said[:min(len(t.said), maxNamed-len(t.kept))]
	if len(t.kept)+len(values) == 0 && d.Signs == 0 {
		return false
	}
	at := st.orders.place(Order{
		Source: src, Addressed: d.Addressed(), Signs: uint8(min(d.Signs, 255)), read: uint16(st.reads), strong: len(t.kept) > 0,
	})
	if at < 0 {
		return false
	}
	t.speller.spell(&st.orders.list[at].words, text, t.requestFinder.Map(), d.Start, d.End)
	for i := range t.kept {
		t.finder.Name(&st.orders.named, flow.Source(at), &t.kept[i])
	}
	for i := range values {
		v := &values[i]
		t.finder.NameText(&st.orders.named, flow.Source(at), t.valueKind(text, v), v.Text)
	}
	t.view.Orders++
	if d.Addressed() {
		t.view.Addressed++
	}
	return true
}

// marksOf lists the marks of a request. Where a result is one text, all of its marks will be asked for.
func (t *Tracker) marksOf(text string, d directive.Directive) []flow.Mark {
	if t.alone {
		return t.scanner.MarksOf(text, d.Start, d.End)
	}
	return t.finder.Marks(text[d.Start:d.End])
}

// telling is from how many bytes on a quotation that stands nowhere else says enough by itself.
const telling = 10

// valueKind says how much a value of a request tells when it is used.
func (t *Tracker) valueKind(text string, v *directive.Value) flow.Kind {
	switch {
	case v.Name:
		return flow.Name
	case v.Text[0] >= '0' && v.Text[0] <= '9':
		return flow.Number
	case len(v.Text) >= telling && !t.elsewhere(text, v.Text):
		return flow.Identifier
	}
	return flow.Quoted
}

// elsewhere reports whether the text holds a value outside its requests, too: then a later call may have it from there.
func (t *Tracker) elsewhere(text, value string) bool {
	from := 0
	for _, d := range t.directives {
		if strings.Contains(text[from:max(from, min(d.Start+len(value)-1, len(text)))], value) {
			return true
		}
		from = max(0, d.End-len(value)+1)
	}
	return strings.Contains(text[from:], value)
}
