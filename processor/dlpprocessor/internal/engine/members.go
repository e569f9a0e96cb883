// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsontext"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
)

// KeyRule is the id of the rule for values that stand under a name that says they are secret.
const KeyRule = "sensitive-key"

// NewKeyRule returns the rule. It finds where such a name may be the key of a JSON member; the engine looks at the members
// themselves then.
func NewKeyRule(names *keyname.Set, category string) scan.Rule {
	return scan.Rule{
		ID: KeyRule, Category: category, Keywords: names.Hints(), Generic: true,
		Locate: func(text string, start, end int) (from, to int, ok bool) { return start, end, isKeyEnd(text[end:]) },
		Fires:  []string{`{"password": "x"}`, `{"t":"{\"password\" : 1}"}`},
		Silent: []string{"password: x", `"password"`},
	}
}

// isKeyEnd tells whether rest continues a word that ends a JSON key, in a string of JSON perhaps.
func isKeyEnd(rest string) bool {
	for rest != "" && (rest[0] == '-' || rest[0] == '_' || rest[0] == ' ' || rest[0] == '\\') {
		rest = rest[1:]
	}
	if rest == "" || rest[0] != '"' {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " \t\r\n")
	return rest != "" && rest[0] == ':'
}

// whole notes the text as a whole: its name says that it is secret.
func (e *Engine) whole(text string, w *Work) {
	if e.keyRule != noRule && !w.muted(e.keyRule) && !e.isOurs(text) {
		w.keyFinding(e, 0, len(text), text)
	}
}

// members notes the values of the JSON members in text whose names say that they are secret. origin gives the place of such
// a value in the text that is scanned.
func (e *Engine) members(text string, w *Work, origin func(start, end int) (int, int)) {
	jsontext.Members(text, e.options.Keys.Match, func(m jsontext.Member) {
		if m.Value == "" || e.isOurs(m.Value) {
			return
		}
		start, end := origin(m.Start, m.End)
		w.keyFinding(e, start, end, strings.Clone(m.Value))
	})
}

func inPlace(start, end int) (from, to int) { return start, end }

// viewMembers does the same for what was decoded.
func (e *Engine) viewMembers(v *decode.View, flat *jsontext.Flat, w *Work) {
	e.members(v.Text, w, func(start, end int) (from, to int) {
		from, to = v.Origin(start, end)
		if flat != nil {
			from, to = flat.Original(from, to)
		}
		return from, to
	})
}

func (w *Work) keyFinding(e *Engine, start, end int, value string) {
	r := &e.options.Rules[e.keyRule]
	w.spans = append(w.spans, redact.Finding{
		Rule: e.keyRule, Label: r.ID, Action: r.Action, Start: start, End: end, Value: value, Generic: true,
	})
}
