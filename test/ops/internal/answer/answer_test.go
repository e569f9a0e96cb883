// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package answer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJQ(t *testing.T) {
	rows, err := JQ(`events | row(.time, .["user.id"], .["a.b"])`, "2026-11-21T10:00:00Z\talice\t[\"x\",1.0]\n2026-11-21T10:00:01Z\t-\tone\\ttwo\n")
	require.NoError(t, err)
	assert.Equal(t, Table{
		Columns: []string{Time, "user.id", "a.b"},
		Rows:    [][]string{{"2026-11-21T10:00:00Z", "alice", `["x",1]`}, {"2026-11-21T10:00:01Z", "-", "one\ttwo"}},
	}, rows)
	counts, err := JQ("  | top(.[\"user.id\"])'", "3\talice\n1\t-\n")
	require.NoError(t, err)
	assert.Equal(t, Table{Columns: []string{Count, "user.id"}, Rows: [][]string{{"3", "alice"}, {"1", "-"}}}, counts)

	for code, out := range map[string]string{"events": "", "row(.a + 1)": "", `row(.["a"])`: "one\ttwo\n"} {
		_, err := JQ(code, out)
		assert.Error(t, err, code)
	}
}

func TestCell(t *testing.T) {
	for want, values := range map[string][]any{
		"-":                    {nil, "", "-"},
		"0.1":                  {0.1, float64(float32(0.1)), "0.10"},
		"true":                 {true, "true"},
		`["a",2]`:              {[]any{"a", 2.0}, `[ "a", 2 ]`},
		`{"a":1,"b":"c"}`:      {map[string]any{"b": "c", "a": 1}, `{"b":"c","a":1}`},
		"[mcp-session:k1:00]":  {"[mcp-session:k1:00]"},
		"2026-11-21T10:00:00Z": {time.Date(2026, 11, 21, 11, 0, 0, 9, time.FixedZone("", 3600)), "2026-11-21T10:00:00Z"},
	} {
		for _, v := range values {
			assert.Equal(t, want, Cell(v), "%v", v)
		}
	}
}

func TestArrange(t *testing.T) {
	rows := [][]any{{"alice", []string{"b", "a", "b"}, 2.0, time.Unix(0, 0)}}
	got, err := Arrange([]string{Time, Count, "user.id", "a.rules"}, []string{"user.id", "rules{}", "count", "_time"}, rows)
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"1970-01-01T00:00:00Z", "2", "alice", `["b","a","b"]`}}, got.Rows)
	assert.Equal(t, [][]string{{"1970-01-01T00:00:00Z", "2", "alice", "b,a,b"}}, got.Lists().Rows)
	assert.Equal(t, [][]string{{"1970-01-01T00:00:00Z", "2", "alice", "a,b"}}, got.Sets().Rows)

	for _, columns := range [][]string{{"user.id"}, {"user.id", "les"}, {"user.id", "rules", "count"}} {
		_, err := Arrange(columns, []string{"user.id", "rules"}, nil)
		assert.Error(t, err, columns)
	}
}

func TestSame(t *testing.T) {
	table := func(columns string, rows ...string) Table {
		out := Table{Columns: []string{columns}}
		for _, r := range rows {
			out.Rows = append(out.Rows, []string{r})
		}
		return out
	}
	assert.Empty(t, Same(table("a", "1", "2", "2"), table("a", "2", "1", "2")), "in any order")
	for name, other := range map[string]Table{
		"one less": table("a", "1", "2"), "one more": table("a", "1", "2", "2", "2"), "another": table("a", "1", "2", "3"), "another column": table("b", "1", "2", "2"),
	} {
		assert.NotEmpty(t, Same(table("a", "1", "2", "2"), other), name)
	}
}
