// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"slices"
)

// command changes what the commands before it left.
type command interface{ run(s *state) error }

// where keeps rows that meet every condition.
type where []condition

func (c where) run(s *state) error {
	for _, cond := range c {
		if err := cond.check(s); err != nil {
			return err
		}
	}
	s.rows = slices.DeleteFunc(s.rows, func(r row) bool {
		return slices.ContainsFunc(c, func(cond condition) bool { return !cond.holds(r) })
	})
	return nil
}

// stats counts rows by columns. No value is a group like any other; a row with several values counts in the group of each.
type stats struct {
	name string
	by   []string
}

func (c stats) run(s *state) error {
	types := map[string]string{c.name: long}
	for _, b := range c.by {
		kind, err := s.kind(b)
		if err != nil {
			return err
		}
		types[b] = kind
	}
	counts := map[string]float64{}
	groups := map[string]row{}
	var keys []string
	for _, r := range s.rows {
		for _, group := range combinations(r, c.by) {
			key := fmt.Sprintf("%#v", group.cells(c.by))
			if groups[key] == nil {
				groups[key] = group
				keys = append(keys, key)
			}
			counts[key]++
		}
	}
	s.rows = nil
	for _, key := range keys {
		groups[key][c.name] = []any{counts[key]}
		s.rows = append(s.rows, groups[key])
	}
	s.types, s.shown = types, append([]string{c.name}, c.by...)
	return nil
}

func (r row) cells(columns []string) (out []any) {
	for _, c := range columns {
		if len(r[c]) == 0 {
			out = append(out, nil)
			continue
		}
		out = append(out, r[c]...)
	}
	return out
}

// combinations are every choice of one value of each column, or none where there is none.
func combinations(r row, columns []string) []row {
	out := []row{{}}
	for _, c := range columns {
		if len(r[c]) == 0 {
			continue
		}
		var next []row
		for _, chosen := range out {
			for _, v := range r[c] {
				more := chosen.clone()
				more[c] = []any{v}
				next = append(next, more)
			}
		}
		out = next
	}
	return out
}

// order sorts by one column. No value counts as the largest of all.
type order struct {
	column     string
	descending bool
}

func (c order) run(s *state) error {
	if _, err := s.kind(c.column); err != nil {
		return err
	}
	slices.SortStableFunc(s.rows, func(a, b row) int {
		x, y := a[c.column], b[c.column]
		result := 0
		switch {
		case len(x) == 0 || len(y) == 0:
			result = min(1, len(y)) - min(1, len(x))
		case c.descending: // of several values the largest counts
			result = compare(x[len(x)-1], y[len(y)-1])
		default:
			result = compare(x[0], y[0])
		}
		if c.descending {
			return -result
		}
		return result
	})
	return nil
}

// keep chooses columns.
type keep []string

func (c keep) run(s *state) error {
	for _, column := range c {
		if _, err := s.kind(column); err != nil {
			return err
		}
	}
	s.shown = c
	return nil
}

// limit keeps the first rows.
type limit int

func (c limit) run(s *state) error {
	s.rows = s.rows[:min(int(c), len(s.rows))]
	return nil
}

// eval sets columns to the values of a list as one text.
type eval struct {
	columns []string
	values  []concat
}

func (c eval) run(s *state) error {
	for i, column := range c.columns {
		if err := c.values[i].check(s); err != nil {
			return err
		}
		for _, r := range s.rows {
			if v, ok := c.values[i].of(r); ok {
				r[column] = []any{v}
			} else {
				delete(r, column)
			}
		}
		s.types[column] = keyword
	}
	return nil
}
