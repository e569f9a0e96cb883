// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import "strings"

// nearby is how far before a value, in bytes, the words that explain it may stand.
const nearby = 64

// words is a list of context words, lower case.
type words []string

func newWords(w ...string) words { return w }

// near tells whether one of the words stands shortly before text[at:].
func near(text string, at int, w words) bool {
	before := strings.ToLower(text[max(0, at-nearby):at])
	for _, word := range w {
		if strings.Contains(before, word) {
			return true
		}
	}
	return false
}
