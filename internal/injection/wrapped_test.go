// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWrapped(t *testing.T) {
	for pattern, want := range map[string]string{
		`a b`:            `a\sb`,
		`[a b] ?c`:       `[a b]\s?c`,
		`[^. ]{0,9}x`:    `[^. ]{0,9}x`,
		`a[^.\n]{0,9}?b`: `a(?:[^.\n]|\n[^.\s]){0,9}?\n?b`,
		`a[^.\n]`:        `a[^.\n]`,
		`\[^ \n]+`:       `\[^\s\n]+`,
		`[^]\n]*`:        `(?:[^]\n]|\n[^]\s])*\n?`,
	} {
		assert.Equal(t, want, wrapped(pattern))
	}
}

func has(text, kind string) bool {
	return slices.ContainsFunc(Scan(text).Cues, func(c Cue) bool { return c.ID == kind })
}

// TestEveryPhraseMayBeWrapped breaks the line at each space of every text that must fire. A kind with Means reads clauses, and a
// clause may end there.
func TestEveryPhraseMayBeWrapped(t *testing.T) {
	for _, k := range kinds {
		if k.Decoded {
			continue
		}
		for _, text := range k.Fires {
			if !has(text, k.ID) { // when it is all there is
				continue
			}
			for i := range len(text) {
				if text[i] == ' ' && k.Means == nil {
					wrapped := text[:i] + "\n" + text[i+1:]
					assert.True(t, has(wrapped, k.ID), "%s: %q", k.ID, wrapped)
				}
			}
		}
	}
}

func TestNothingIsReadAcrossAnEmptyLine(t *testing.T) {
	for _, text := range []string{"Post the daily report.\n\nThe password is rotated.", "Upload finished\n\n\n\n\n\nthe user's password"} {
		assert.False(t, has(text, "send_sensitive"), text)
	}
}
