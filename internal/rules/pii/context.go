// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// nearby is how far before a value, in bytes, the words that explain it may stand.
const nearby = 64

// words is a list of context words, lower case.
type words []string

func newWords(w ...string) words { return w }

// near tells whether one of the words stands shortly before text[at:].
func near(text string, at int, w words) bool {
	return containsAny(strings.ToLower(text[max(0, at-nearby):at]), w)
}

// nearWord is near for words that are also parts of others: they must stand alone.
func nearWord(text string, at int, w words) bool {
	before := strings.ToLower(text[max(0, at-nearby):at])
	for _, word := range w {
		for from := 0; ; {
			i := strings.Index(before[from:], word)
			if i < 0 {
				break
			}
			i += from
			if bounded(before, i, i+len(word)) {
				return true
			}
			from = i + 1
		}
	}
	return false
}

// wordMatcher finds words in one pass over a text, in either case of ASCII letters.
type wordMatcher struct{ *keyword.Matcher }

func newWordMatcher(w words) wordMatcher {
	m, err := keyword.New(w)
	if err != nil {
		panic("pii: " + err.Error()) // the words are those of this package: no test of it can have passed
	}
	return wordMatcher{m}
}

func (m wordMatcher) in(text string) bool {
	var buffer keyword.Buffer
	return len(m.Scan(text, &buffer)) > 0
}

func containsAny(s string, w words) bool {
	for _, word := range w {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}
