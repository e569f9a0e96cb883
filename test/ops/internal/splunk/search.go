// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

// Row is one result: its fields, each with one value or several.
type Row map[string][]string

// Search is a parsed search.
type Search struct {
	terms    []term
	commands []command
}

// Result is what a search answers: the columns of its last command, and rows in order. A cell is nil, a string, a time.Time, or a
// []string with more than one value.
type Result struct {
	Columns []string
	Rows    [][]any
}

// Fields are the fields of events that a search asks for, but for those that every event has and those that it makes itself.
func (s *Search) Fields() []string {
	made := map[string]bool{"_raw": true, "_time": true, "index": true, "source": true, "sourcetype": true, "host": true}
	var out []string
	ask := func(names ...string) {
		for _, name := range names {
			if !made[name] && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	for _, t := range s.terms {
		ask(t.field)
	}
	for _, c := range s.commands {
		asks, makes := c.fields()
		ask(asks...)
		for _, name := range makes {
			made[name] = true
		}
	}
	return out
}

// Run searches events of any index, the newest first as Splunk does; of each the first cutoff bytes are searched for fields.
func (s *Search) Run(events []Event, cutoff int) Result {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int { return b.Time.Compare(a.Time) })
	var rows []Row
	for _, e := range events {
		row := e.fields(cutoff)
		if !slices.ContainsFunc(s.terms, func(t term) bool { return !t.holds(row) }) {
			rows = append(rows, row)
		}
	}
	out := Result{}
	for _, c := range s.commands {
		rows, out.Columns = c.run(rows, out.Columns)
	}
	for _, row := range rows {
		var cells []any
		for _, name := range out.Columns {
			cells = append(cells, cell(name, row[name]))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func cell(name string, values []string) any {
	switch {
	case len(values) == 0:
		return nil
	case name == "_time":
		seconds, _ := strconv.ParseFloat(values[0], 64)
		return time.UnixMicro(int64(seconds * 1e6))
	case len(values) == 1:
		return values[0]
	}
	return values
}

// term is one condition of the search command; all of them must hold.
type term struct {
	field, op string
	values    []string // several for IN
}

// holds compares without regard to case. A field that is not there meets no condition, != neither; of several values one is enough.
func (t term) holds(row Row) bool {
	return slices.ContainsFunc(row[t.field], func(have string) bool {
		return slices.ContainsFunc(t.values, func(want string) bool { return compare(have, t.op, want) })
	})
}

func compare(have, op, want string) bool {
	switch op {
	case "=", "IN":
		return like(strings.ToLower(have), strings.ToLower(want))
	case "!=":
		return !like(strings.ToLower(have), strings.ToLower(want))
	}
	order := strings.Compare(have, want)
	if a, b, ok := numbers(have, want); ok {
		order = 0
		switch {
		case a < b:
			order = -1
		case a > b:
			order = 1
		}
	}
	return query.Ordered(order, op)
}

func numbers(a, b string) (x, y float64, ok bool) {
	x, err := strconv.ParseFloat(a, 64)
	if err != nil {
		return 0, 0, false
	}
	y, err = strconv.ParseFloat(b, 64)
	return x, y, err == nil
}

// like matches a pattern in which * stands for any text.
func like(text, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return text == pattern
	}
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	text = text[len(parts[0]):]
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = after
	}
	return strings.HasSuffix(text, parts[last])
}
