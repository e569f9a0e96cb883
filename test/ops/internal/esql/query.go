// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"path"
	"slices"
)

// Query is a parsed query.
type Query struct {
	from     string
	commands []command
}

// Result is what a query answers: the columns of its last command, and rows in order. A cell is nil, a string, float64, bool or
// time.Time, or a []any with more than one of them.
type Result struct {
	Columns []string
	Rows    [][]any
}

// What a query without LIMIT answers at most, and with it.
const (
	defaultLimit = 1000
	maxLimit     = 10_000
)

// state is what a command takes and leaves: rows, and their columns with their types. Without an order nil, every column of the
// index is shown.
type state struct {
	rows  []row
	types map[string]string
	shown []string
}

// Run asks indexes, by the names of their data streams. What Elasticsearch's verifier refuses is an error: an index that is not
// there, a column that no document has, types that cannot be compared.
func (q *Query) Run(indexes map[string]*Index) (Result, error) {
	s := &state{types: map[string]string{}}
	found := false
	for name, x := range indexes {
		if ok, err := path.Match(q.from, name); err != nil || !ok {
			continue
		}
		found = true
		for _, r := range x.docs {
			s.rows = append(s.rows, r.clone())
		}
		for column, kind := range x.types {
			if other := s.types[column]; other != "" && other != kind {
				return Result{}, fmt.Errorf("column %s is %s in one index and %s in another", column, other, kind)
			}
			s.types[column] = kind
		}
	}
	if !found {
		return Result{}, fmt.Errorf("unknown index %s", q.from)
	}
	for _, c := range q.commands {
		if err := c.run(s); err != nil {
			return Result{}, err
		}
	}
	return s.result(), nil
}

func (r row) clone() row {
	out := make(row, len(r))
	for k, v := range r {
		out[k] = slices.Clone(v)
	}
	return out
}

func (s *state) result() Result {
	out := Result{Columns: s.shown}
	for _, r := range s.rows {
		var cells []any
		for _, c := range s.shown {
			switch values := r[c]; len(values) {
			case 0:
				cells = append(cells, nil)
			case 1:
				cells = append(cells, values[0])
			default:
				cells = append(cells, values)
			}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func (s *state) kind(column string) (string, error) {
	kind, ok := s.types[column]
	if !ok {
		return "", fmt.Errorf("unknown column [%s]", column)
	}
	return kind, nil
}
