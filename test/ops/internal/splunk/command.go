// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"slices"
	"strconv"
	"strings"
)

// command takes rows and columns and gives others; a command that leaves the columns alone gives back what it got.
type command interface {
	run(rows []Row, columns []string) ([]Row, []string)
	fields() (asks, makes []string)
}

// fillnull gives fields that are not there a value.
type fillnull struct {
	value string
	names []string
}

func (c fillnull) fields() (asks, makes []string) { return c.names, nil }

func (c fillnull) run(rows []Row, columns []string) ([]Row, []string) {
	for _, row := range rows {
		for _, f := range c.names {
			if len(row[f]) == 0 {
				row[f] = []string{c.value}
			}
		}
	}
	return rows, columns
}

// stats counts by fields. A row that lacks one of them is not counted; one with several values counts for each of them.
type stats struct{ by []string }

func (c stats) fields() (asks, makes []string) { return c.by, []string{"count"} }

func (c stats) run(rows []Row, _ []string) (out []Row, columns []string) {
	counts := map[string]int{}
	groups := map[string]Row{}
	for _, row := range rows {
		for _, values := range combinations(row, c.by) {
			key := strings.Join(values, "\x00")
			counts[key]++
			if groups[key] == nil {
				groups[key] = Row{}
				for i, f := range c.by {
					groups[key][f] = []string{values[i]}
				}
			}
		}
	}
	for key, row := range groups {
		row["count"] = []string{strconv.Itoa(counts[key])}
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return slices.CompareFunc(c.by, c.by, func(f, _ string) int { return strings.Compare(a[f][0], b[f][0]) })
	})
	return out, append(slices.Clone(c.by), "count")
}

// combinations are every choice of one value of each field.
func combinations(row Row, fields []string) [][]string {
	out := [][]string{nil}
	for _, f := range fields {
		var next [][]string
		for _, chosen := range out {
			for _, v := range row[f] {
				next = append(next, append(slices.Clone(chosen), v))
			}
		}
		out = next
	}
	return out
}

// order sorts by one field: by number where both values are numbers, rows without the field last. A limit of 0 keeps all rows.
type order struct {
	limit      int
	descending bool
	field      string
}

func (c order) fields() (asks, makes []string) { return []string{c.field}, nil }

func (c order) run(rows []Row, columns []string) ([]Row, []string) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		x, y := a[c.field], b[c.field]
		if len(x) == 0 || len(y) == 0 {
			return min(1, len(y)) - min(1, len(x))
		}
		result := 0
		switch {
		case compare(x[0], "<", y[0]):
			result = -1
		case compare(x[0], ">", y[0]):
			result = 1
		}
		if c.descending {
			return -result
		}
		return result
	})
	if c.limit > 0 && len(rows) > c.limit {
		rows = rows[:c.limit]
	}
	return rows, columns
}

// table chooses columns.
type table struct{ names []string }

func (c table) fields() (asks, makes []string) { return c.names, nil }

func (c table) run(rows []Row, _ []string) ([]Row, []string) { return rows, c.names }

// eval sets fields, one after the other, so that a later one may use an earlier one. No value takes the field away.
type eval struct {
	names, reads []string
	exprs        []expr
}

func (c eval) fields() (asks, makes []string) { return c.reads, c.names }

func (c eval) run(rows []Row, columns []string) ([]Row, []string) {
	for _, row := range rows {
		for i, f := range c.names {
			if values := c.exprs[i](row); len(values) > 0 {
				row[f] = values
			} else {
				delete(row, f)
			}
		}
	}
	return rows, columns
}
