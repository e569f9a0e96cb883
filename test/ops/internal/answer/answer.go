// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package answer brings what different systems answer to one question into a form in which the answers can be compared: rows
// of cells as text, without order.
package answer

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Table is an answer: rows of as many cells as there are columns.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Count is the column that counts; Time the one with the time, in whole seconds.
const (
	Count = "count"
	Time  = "time"
)

// none is a cell without a value.
const none = "-"

var (
	shows  = regexp.MustCompile(`\b(row|top)\((.*)\)`)
	column = regexp.MustCompile(`^\.(?:\["([^"]+)"\]|(\w+))$`)
	tsv    = strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\r`, "\r", `\\`, `\`)
)

// JQ reads what a jq query of the runbooks prints, which ends in row(...) or top(...) of mcp.jq.
func JQ(code, out string) (Table, error) {
	m := shows.FindStringSubmatch(code)
	if m == nil {
		return Table{}, fmt.Errorf("neither row nor top in %s", code)
	}
	var t Table
	if m[1] == "top" {
		t.Columns = []string{Count}
	}
	for expr := range strings.SplitSeq(m[2], ", ") {
		c := column.FindStringSubmatch(expr)
		if c == nil {
			return Table{}, fmt.Errorf("column %q is no attribute", expr)
		}
		t.Columns = append(t.Columns, c[1]+c[2])
	}
	for line := range strings.Lines(out) {
		var row []string
		for cell := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			row = append(row, Cell(tsv.Replace(cell)))
		}
		if len(row) != len(t.Columns) {
			return Table{}, fmt.Errorf("%d cells for %d columns: %s", len(row), len(t.Columns), line)
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// Cell is a value as text: none as a dash, numbers and structures in one way of writing them. A number is written with the
// digits of a single-precision one, which is what some of the systems keep.
func Cell(v any) string {
	switch v := v.(type) {
	case nil:
		return none
	case string:
		return text(v)
	case time.Time:
		return v.UTC().Truncate(time.Second).Format(time.RFC3339)
	case float64:
		return number(v)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return text(string(raw))
}

func text(s string) string {
	if s == "" {
		return none
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return number(f)
	}
	if s[0] != '[' && s[0] != '{' {
		return s
	}
	var parsed any
	if json.Unmarshal([]byte(s), &parsed) != nil {
		return s
	}
	raw, err := json.Marshal(parsed)
	if err != nil {
		return s
	}
	return string(raw)
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 32) }

// Arrange brings rows under the columns that another answer has. A column may go by the last parts of the other's name, and with
// the braces that Splunk gives to lists.
func Arrange(columns, got []string, rows [][]any) (Table, error) {
	out := Table{Columns: columns}
	if len(columns) != len(got) {
		return out, fmt.Errorf("columns %v, not %v", got, columns)
	}
	order := make([]int, len(columns))
	for i, want := range columns {
		order[i] = slices.IndexFunc(got, func(name string) bool {
			name = strings.TrimSuffix(name, "{}")
			return name == want || strings.HasSuffix(want, "."+name) || want == Time && (name == "_time" || name == "@timestamp")
		})
		if order[i] < 0 {
			return out, fmt.Errorf("no %s among the columns %v", want, got)
		}
	}
	for _, row := range rows {
		var cells []string
		for _, at := range order {
			cells = append(cells, Cell(row[at]))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out, nil
}

// Sets writes the lists in an answer as some systems keep them: each value once, in order, and joined by commas.
func (t Table) Sets() Table { return t.lists(true) }

// Lists writes the lists in an answer joined by commas.
func (t Table) Lists() Table { return t.lists(false) }

func (t Table) lists(asSets bool) Table {
	out := Table{Columns: t.Columns}
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, list(c, asSets))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func list(cell string, asSet bool) string {
	var items []any
	if json.Unmarshal([]byte(cell), &items) != nil {
		return cell
	}
	var values []string
	for _, v := range items {
		values = append(values, Cell(v))
	}
	if asSet {
		slices.Sort(values)
		values = slices.Compact(values)
	}
	return strings.Join(values, ",")
}

// Same says what tells two answers apart, up to their order; nothing when they are the same.
func Same(want, got Table) []string {
	var out []string
	if !slices.Equal(want.Columns, got.Columns) {
		out = append(out, fmt.Sprintf("columns %v, not %v", got.Columns, want.Columns))
	}
	left := map[string]int{}
	for _, row := range want.Rows {
		left[strings.Join(row, " | ")]++
	}
	for _, row := range got.Rows {
		left[strings.Join(row, " | ")]--
	}
	for row, n := range left {
		switch {
		case n > 0:
			out = append(out, fmt.Sprintf("%d × missing: %s", n, row))
		case n < 0:
			out = append(out, fmt.Sprintf("%d × too many: %s", -n, row))
		}
	}
	slices.Sort(out)
	return out
}
