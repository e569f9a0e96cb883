// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package jsontext scans and rewrites JSON without decoding it into values: Flat gives the text with its string escapes
// undone, so that rules see what a program would see; Edits turns replacements into edits of the original bytes that leave
// it valid JSON, whatever is nested in its strings. Bytes that are not replaced stay as they are.
package jsontext

import "strings"

// Replacement is a range of a text and what is to stand there.
type Replacement struct {
	Start, End int
	Text       string
	// WholeValue extends the range to all of the JSON value it begins in.
	WholeValue bool
}

// Looks tells whether text may be a JSON object, array or string.
func Looks(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
		case '{', '[', '"':
			return true
		default:
			return false
		}
	}
	return false
}

// Apply carries out replacements that are in order and do not overlap.
func Apply(text string, replacements []Replacement) string {
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, r := range replacements {
		b.WriteString(text[at:r.Start])
		b.WriteString(r.Text)
		at = r.End
	}
	b.WriteString(text[at:])
	return b.String()
}
