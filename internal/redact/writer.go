// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"strings"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// Writer writes replacements.
type Writer struct {
	// Keyers make pseudonyms and hashes. The first one writes.
	Keyers []*pseudonym.Keyer
	// Text is what the action Redact writes; "{rule}" in it becomes the rule's id.
	Text string
	// KeepFirst and KeepLast are how many characters the action Mask leaves. Never more than half of a value is left.
	KeepFirst, KeepLast int
}

// Replacement returns what is to stand in the place of a group.
func (w *Writer) Replacement(g Group, original string) string {
	switch first := g.Findings[0]; first.Action {
	case Mask:
		return w.mask(original)
	case Hash:
		return w.Keyers[0].Hash(first.Value)
	case Redact:
		return strings.ReplaceAll(w.Text, "{rule}", first.Label)
	case Remove, Drop:
		return ""
	case Tag, Pseudonym:
	}
	var b strings.Builder
	for _, f := range g.Findings {
		b.WriteString(w.Keyers[0].Pseudonym(f.Label, f.Value))
	}
	return b.String()
}

const maskRune = '*'

func (w *Writer) mask(s string) string {
	n := utf8.RuneCountInString(s)
	first, last := w.KeepFirst, w.KeepLast
	if 2*(first+last) > n {
		first, last = 0, 0
	}
	var b strings.Builder
	i := 0
	for _, r := range s {
		if i >= first && i < n-last {
			r = maskRune
		}
		b.WriteRune(r)
		i++
	}
	return b.String()
}
