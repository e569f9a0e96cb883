// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp"
	"regexp/syntax"
	"sync"
	"unicode/utf8"

	re2 "github.com/wasilibs/go-re2"
)

// expression is a regular expression. RE2 runs it, an order of magnitude faster than the standard library; text that is not
// valid UTF-8, where the two disagree, goes to the standard library.
type expression struct {
	fast *re2.Regexp
	safe func() *regexp.Regexp // compiled when first needed
}

func compileExpression(pattern string) (*expression, error) {
	if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
		return nil, err
	}
	fast, err := re2.Compile(pattern)
	if err != nil {
		return nil, err
	}
	safe := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return &expression{fast: fast, safe: safe}, nil
}

func (e *expression) matches(text string) bool {
	if !utf8.ValidString(text) {
		return e.safe().MatchString(text)
	}
	return e.fast.MatchString(text)
}

// all returns the matches of e in text, as FindAllStringSubmatchIndex does.
func (e *expression) all(text string) [][]int {
	if !utf8.ValidString(text) {
		return e.safe().FindAllStringSubmatchIndex(text, -1)
	}
	if !e.fast.MatchString(text) {
		return nil
	}
	return e.fast.FindAllStringSubmatchIndex(text, -1)
}
