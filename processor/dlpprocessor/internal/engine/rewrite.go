// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsontext"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// rewrite reports the matches and replaces what they cover.
func (e *Engine) rewrite(result *Result, flat *jsontext.Flat, cut []decode.Span, isJSON bool, w *Work) {
	text := result.Text
	w.spans = slices.DeleteFunc(w.spans, func(s redact.Finding) bool { return e.ours(text, s) })
	groups := redact.Merge(w.toReplace(cut, flat))
	w.report(groups)
	replacements := make([]jsontext.Replacement, 0, len(groups))
	for _, g := range groups {
		if g.Findings[0].Action == redact.Drop {
			result.Drop = true
		}
		replacements = append(replacements, jsontext.Replacement{
			Start: g.Start, End: g.End, WholeValue: g.WholeValue, Text: e.replacement(g, text[g.Start:g.End]),
		})
	}
	result.Findings = w.findings
	if len(replacements) == 0 {
		return
	}
	if isJSON {
		if edits, ok := jsontext.Edits(text, replacements); ok {
			replacements = edits
		}
	}
	result.Text, result.Changed = jsontext.Apply(text, replacements), true
}

func (e *Engine) replacement(g redact.Group, original string) string {
	if g.Findings[0].Label == cutLabel {
		return Marker(CutDecoding)
	}
	return e.options.Writer.Replacement(g, original)
}

// cutLabel marks the finding that stands for what could not be decoded.
const (
	cutLabel = "dlp-cut"
	cutRule  = -1
)

// toReplace returns the matches whose text is not to stay, and what could not be decoded.
func (w *Work) toReplace(cut []decode.Span, flat *jsontext.Flat) []redact.Finding {
	var all []redact.Finding
	for _, s := range w.spans {
		if s.Action != redact.Tag {
			all = append(all, s)
		}
	}
	for _, c := range cut {
		if flat != nil {
			c.Start, c.End = flat.Original(c.Start, c.End)
		}
		all = append(all, redact.Finding{Rule: cutRule, Label: cutLabel, Action: redact.Redact, Start: c.Start, End: c.End})
	}
	return all
}

// report makes one finding of each match that counts: not of one found twice, plain and in a view, nor of a generic one that
// another explains.
func (w *Work) report(groups []redact.Group) {
	for _, g := range groups {
		for _, f := range g.Findings {
			if f.Rule != cutRule {
				w.findings = append(w.findings, Finding{Rule: f.Rule, Action: g.Findings[0].Action})
			}
		}
	}
	for i, s := range w.spans {
		same := func(o redact.Finding) bool {
			return o.Rule == s.Rule && o.Value == s.Value && o.Start < s.End && s.Start < o.End
		}
		if s.Action == redact.Tag && !slices.ContainsFunc(w.spans[:i], same) {
			w.findings = append(w.findings, Finding{Rule: s.Rule, Action: redact.Tag})
		}
	}
}
