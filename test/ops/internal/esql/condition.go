// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

// condition is one of those that WHERE joins by AND.
type condition interface {
	check(s *state) error
	holds(r row) bool
}

// comparison compares a column with a literal, or with several for IN. A column without a value, or with several, is compared
// with nothing: the answer is null, which is not true.
type comparison struct {
	column, op string
	literals   []any
}

func (c comparison) check(s *state) error {
	kind, err := s.kind(c.column)
	if err != nil {
		return err
	}
	for _, l := range c.literals {
		ok := false
		switch l.(type) {
		case string:
			ok = kind == keyword
		case float64:
			ok = kind == long || kind == double
		case bool:
			ok = kind == boolean && (c.op == "==" || c.op == "!=")
		}
		if !ok {
			return fmt.Errorf("[%s] is %s: it cannot be compared by %s with %#v", c.column, kind, c.op, l)
		}
	}
	return nil
}

func (c comparison) holds(r row) bool {
	values := r[c.column]
	if len(values) != 1 {
		return false
	}
	switch c.op {
	case "==":
		return values[0] == c.literals[0]
	case "!=":
		return values[0] != c.literals[0]
	case "IN":
		return slices.Contains(c.literals, values[0])
	}
	return query.Ordered(compare(values[0], c.literals[0]), c.op)
}

// set is IS NOT NULL.
type set string

func (c set) check(s *state) error {
	_, err := s.kind(string(c))
	return err
}

func (c set) holds(r row) bool { return len(r[string(c)]) > 0 }

// concat is MV_CONCAT: the values of a list, or the one there is, as one text.
type concat struct{ column, delim string }

func (c concat) check(s *state) error {
	kind, err := s.kind(c.column)
	if err == nil && kind != keyword {
		err = fmt.Errorf("MV_CONCAT of [%s], which is %s", c.column, kind)
	}
	return err
}

func (c concat) of(r row) (string, bool) {
	var parts []string
	for _, v := range r[c.column] {
		parts = append(parts, fmt.Sprint(v))
	}
	return strings.Join(parts, c.delim), len(parts) > 0
}

// like compares a text with a pattern, in which * stands for any text and ? for one character.
type like struct {
	text    concat
	pattern string
}

func (c like) check(s *state) error { return c.text.check(s) }

func (c like) holds(r row) bool {
	text, ok := c.text.of(r)
	return ok && match([]rune(text), []rune(c.pattern))
}

func match(text, pattern []rune) bool {
	star, retry := -1, 0
	i, j := 0, 0
	for i < len(text) {
		switch {
		case j < len(pattern) && pattern[j] == '*':
			star, retry = j, i
			j++
		case j < len(pattern) && (pattern[j] == '?' || pattern[j] == text[i]):
			i++
			j++
		case star >= 0: // the last * takes one character more
			retry++
			i, j = retry, star+1
		default:
			return false
		}
	}
	for j < len(pattern) && pattern[j] == '*' {
		j++
	}
	return j == len(pattern)
}
