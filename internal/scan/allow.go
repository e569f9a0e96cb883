// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strconv"
	"strings"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// Target says which text an exception looks at.
type Target int

// Targets.
const (
	TargetSecret Target = iota
	TargetMatch
	TargetLine
)

// Allow is an exception to a rule: a match it applies to is not reported.
type Allow struct {
	// Target is what Patterns look at. Stop words always look at the secret.
	Target Target
	// Patterns are RE2 expressions; one that matches is enough.
	Patterns []string
	// StopWords are substrings, in any case, that no real secret holds.
	StopWords []string
	// All asks for a pattern and a stop word, instead of either.
	All bool
}

type allowList struct {
	Allow
	patterns  []*expression
	stopWords *keyword.Matcher
}

// newAllowList compiles exceptions. Rules share them.
func newAllowList(a Allow) (*allowList, error) {
	kind := []string{strconv.Itoa(int(a.Target)), strconv.FormatBool(a.All)}
	return allowMemo.get(memoKey(kind, a.Patterns, a.StopWords), func() (*allowList, error) { return compileAllow(a) })
}

func compileAllow(a Allow) (*allowList, error) {
	list := &allowList{Allow: a}
	for _, p := range a.Patterns {
		e, err := compileExpression(p)
		if err != nil {
			return nil, err
		}
		list.patterns = append(list.patterns, e)
	}
	if len(a.StopWords) == 0 {
		return list, nil
	}
	var err error
	list.stopWords, err = newMatcher(literals(a.StopWords))
	return list, err
}

// literals makes patterns of words.
func literals(words []string) []string {
	patterns := make([]string, len(words))
	for i, w := range words {
		patterns[i] = strings.ReplaceAll(w, `\`, `\\`)
	}
	return patterns
}

// StopWords returns what tells whether a secret holds one of the stop words of exceptions that ask for no more than that.
func StopWords(exceptions []Allow) (func(secret string) bool, error) {
	var words []string
	for _, a := range exceptions {
		if !a.All {
			words = append(words, a.StopWords...)
		}
	}
	if len(words) == 0 {
		return func(string) bool { return false }, nil
	}
	matcher, err := newMatcher(literals(words))
	return func(secret string) bool {
		buffer := buffers.Get().(*keyword.Buffer)
		defer buffers.Put(buffer)
		return len(matcher.Scan(secret, buffer)) > 0
	}, err
}

var buffers = sync.Pool{New: func() any { return new(keyword.Buffer) }}

// allows tells whether the match is one of the exceptions.
func (a *allowList) allows(text string, m Match) bool {
	pattern, word := a.matchesPattern(text, m), a.matchesWord(text, m)
	if a.All {
		return (pattern || len(a.patterns) == 0) && (word || a.stopWords == nil)
	}
	return pattern || word
}

func (a *allowList) matchesPattern(text string, m Match) bool {
	target := text[m.Start:m.End]
	switch a.Target {
	case TargetMatch:
		target = text[m.From:m.To]
	case TargetLine:
		target = line(text, m.From, m.To)
	case TargetSecret:
	}
	for _, p := range a.patterns {
		if p.matches(target) {
			return true
		}
	}
	return false
}

func (a *allowList) matchesWord(text string, m Match) bool {
	if a.stopWords == nil {
		return false
	}
	buffer := buffers.Get().(*keyword.Buffer)
	defer buffers.Put(buffer)
	return len(a.stopWords.Scan(text[m.Start:m.End], buffer)) > 0
}

// maxLine bounds how far from the match its line is taken to reach, on each side.
const maxLine = 4096

// line returns the lines of text that [from, to) touches.
func line(text string, from, to int) string {
	start := max(0, from-maxLine)
	if i := strings.LastIndexByte(text[start:from], '\n'); i >= 0 {
		start += i + 1
	}
	end := min(len(text), to+maxLine)
	if i := strings.IndexByte(text[to:end], '\n'); i >= 0 {
		end = to + i
	}
	return text[start:end]
}
