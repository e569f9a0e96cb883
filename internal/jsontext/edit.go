// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

import (
	"strings"
)

// maxNested bounds how deep JSON in a string of JSON is followed. Further down, a replacement is made in the string as text.
const maxNested = 8

// Edits turns replacements, in order and not overlapping, into edits of text that leave it JSON: inside a string only its
// content is replaced, escaped as it must be; a number gives way to a string; punctuation stays. ok is false when text is
// not JSON.
func Edits(text string, replacements []Replacement) (edits []Replacement, ok bool) {
	return nestedEdits(text, replacements, 0)
}

func nestedEdits(text string, replacements []Replacement, depth int) (edits []Replacement, ok bool) {
	rest := replacements
	ok = eachScalar(text, func(t token) {
		for len(rest) > 0 && rest[0].End <= t.start {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0].Start < t.end {
			edits = append(edits, scalarEdits(text, t, rest, depth)...)
		}
	})
	return edits, ok
}

// scalarEdits returns the edits of one scalar, from those replacements that touch it.
func scalarEdits(text string, t token, replacements []Replacement, depth int) []Replacement {
	start, end := t.start, t.end
	if t.isString {
		start, end = start+1, end-1
	}
	var inside []Replacement
	for _, r := range replacements {
		if r.Start >= end {
			break
		}
		if r.WholeValue && r.Start >= start {
			r.Start, r.End = start, end
		}
		r.Start, r.End = max(r.Start, start)-start, min(r.End, end)-start
		if r.End > r.Start {
			inside = append(inside, r)
		}
		if r.WholeValue && r.End == end-start {
			break
		}
	}
	switch {
	case len(inside) == 0:
		return nil
	case !t.isString && !isNumber(text[start]):
		return nil // true, false and null hide nothing
	case !t.isString:
		return []Replacement{{Start: start, End: end, Text: `"` + escaped(inside[0].Text) + `"`}}
	}
	return stringEdits(text[start:end], start, inside, depth)
}

func isNumber(c byte) bool { return c == '-' || c >= '0' && c <= '9' }

// stringEdits returns the edits of a string's content, which stands at offset at.
func stringEdits(content string, at int, inside []Replacement, depth int) []Replacement {
	var flat Flat
	plain := flat.Set(content)
	all := inside[0].WholeValue || inside[0].Start == 0 && inside[0].End == len(content) // what is nested goes with it
	if depth < maxNested && Looks(plain) && !all {
		moved := make([]Replacement, len(inside))
		for i, r := range inside {
			moved[i] = r
			moved[i].Start, moved[i].End = flat.Flattened(r.Start, r.End)
		}
		if edits, ok := nestedEdits(plain, moved, depth+1); ok {
			for i := range edits {
				edits[i].Start, edits[i].End = flat.Original(edits[i].Start, edits[i].End)
			}
			inside = edits
		}
	}
	for i := range inside {
		inside[i].Start += at
		inside[i].End += at
		inside[i].Text = escaped(inside[i].Text)
	}
	return inside
}

// escaped returns s as the content of a JSON string.
func escaped(s string) string {
	clean := true
	for i := range len(s) {
		clean = clean && s[i] >= ' ' && s[i] != '"' && s[i] != '\\'
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ':
			const digits = "0123456789abcdef"
			b.WriteString(`\u00`)
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
