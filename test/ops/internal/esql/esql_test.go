// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query/querytest"
)

const template = `{"template":{"mappings":{"properties":{
	"user.id":{"type":"keyword"},"tool":{"type":"keyword"},"size":{"type":"long"},"score":{"type":"double"},"ok":{"type":"boolean"},
	"rules":{"type":"keyword"},"counts":{"type":"long"},"args":{"type":"match_only_text"},"never":{"type":"keyword"}}}}}`

func index(tb testing.TB, docs ...string) *Index {
	tb.Helper()
	x, err := NewIndex([]byte(template))
	require.NoError(tb, err)
	for i, d := range docs {
		require.NoError(tb, x.Add(fmt.Appendf(nil, `{"@timestamp":"2026-11-21T10:00:0%dZ",%s}`, i, d)))
	}
	return x
}

func sample(tb testing.TB) map[string]*Index {
	tb.Helper()
	return map[string]*Index{
		"logs-a-default": index(
			tb, `"user":{"id":"alice"},"tool":"read","size":9,"score":0.1,"ok":true,"rules":["r2","r1","r2"],"counts":[3,1,3],"args":"{}"`,
			`"user.id":"bob","tool":"Read","size":10,"ok":false,"rules":"r2","extra":0.1`,
			`"tool":"post"`,
		),
		"logs-b-default": index(tb, `"user.id":"alice","tool":"read"`),
	}
}

func TestAnswers(t *testing.T) {
	for query, want := range map[string]string{
		// where: three values, and true alone is kept; case counts
		`FROM logs-a-* | WHERE tool == "read" | KEEP tool, size`:              "read 9",
		`FROM logs-a-* | WHERE user.id != "alice" | KEEP user.id`:             "bob",
		`FROM logs-a-* | WHERE size >= 10 AND ok == false | KEEP size`:        "10",
		`from logs-a-* | where size < 10 and ok != false | keep size`:         "9",
		`FROM logs-a-* | WHERE score >= 0.1 | KEEP score`:                     "0.1",
		`FROM logs-a-* | WHERE user.id IS NOT NULL | KEEP user.id`:            "alice, bob",
		`FROM logs-a-* | WHERE user.id IN ("bob", "carol") | KEEP size`:       "10",
		`FROM logs-a-* | WHERE never == "x" | KEEP never`:                     "",
		`FROM logs-a-* | WHERE rules == "r2" | KEEP size`:                     "10", // several values are equal to nothing
		`FROM logs-a-* | WHERE MV_CONCAT(rules, ",") LIKE "*r2*" | KEEP size`: "9, 10",
		`FROM logs-a-* | WHERE MV_CONCAT(rules, ",") LIKE "r?" | KEEP size`:   "10",
		// columns: lists in order, texts without doubles; no value
		`FROM logs-a-* | KEEP rules, counts, args | LIMIT 1`:           "[r1 r2] [1 3 3] {}",
		`FROM logs-a-* | WHERE tool == "post" | KEEP tool, user.id`:    "post -",
		`FROM logs-*-default | WHERE tool == "post" | KEEP @timestamp`: "2026-11-21T10:00:02Z",
		`FROM logs-a-* | KEEP extra | SORT extra | LIMIT 1`:            "0.10000000149011612", // a float
		// stats: no value is a group; several values count in each group
		`FROM logs-* | STATS n = COUNT(*) BY user.id | SORT n DESC | LIMIT 1`:                         "2 alice",
		`FROM logs-a-* | STATS n = COUNT(*) BY user.id | SORT user.id`:                                "1 alice, 1 bob, 1 -",
		`FROM logs-a-* | STATS n = COUNT(*) BY user.id | SORT user.id DESC`:                           "1 -, 1 bob, 1 alice",
		`FROM logs-a-* | WHERE rules IS NOT NULL | STATS n = COUNT(*) BY rules | SORT rules`:          "1 r1, 2 r2",
		`FROM logs-a-* | EVAL all = MV_CONCAT(rules, "+") | STATS n = COUNT(*) BY all | SORT all ASC`: "1 r1+r2, 1 r2, 1 -",
		// sort and limit
		`FROM logs-a-* | SORT size DESC | KEEP size`:        "-, 10, 9",
		`FROM logs-a-* | SORT counts | KEEP tool | LIMIT 0`: "",
	} {
		q, err := Parse(query)
		require.NoError(t, err, query)
		got, err := q.Run(sample(t))
		require.NoError(t, err, query)
		assert.Equal(t, want, querytest.Rows(got.Rows), query)
	}
}

// Without LIMIT a query answers a thousand rows, and no more than ten thousand with it.
func TestLimits(t *testing.T) {
	x := index(t)
	for range maxLimit + 1 {
		require.NoError(t, x.Add([]byte(`{"@timestamp":"2026-11-21T10:00:00Z","tool":"a"}`)))
	}
	for query, want := range map[string]int{"FROM a | KEEP tool": defaultLimit, "FROM a | KEEP tool | LIMIT 10000": maxLimit} {
		q, err := Parse(query)
		require.NoError(t, err)
		got, err := q.Run(map[string]*Index{"a": x})
		require.NoError(t, err)
		assert.Len(t, got.Rows, want, query)
	}
	_, err := Parse("FROM a | KEEP tool | LIMIT 10001")
	assert.Error(t, err)
}

func TestRefusalsOfTheParser(t *testing.T) {
	for _, query := range []string{
		"", "FROM", "FROM a", "FROM a, b | KEEP c", "FROM \"a\" | KEEP c", "ROW a = 1 | KEEP a", "SELECT 1", "FROM a METADATA _id | KEEP c", "FROM a |", "FROM a | KEEP c |",
		"FROM a | WHERE b == \"c\"", "FROM a | SORT b", "FROM a | DROP b | KEEP c", "FROM a | RENAME b AS c | KEEP c", "FROM a | DISSECT b \"c\" | KEEP c",
		"FROM a | WHERE b | KEEP b", "FROM a | WHERE b = \"c\" | KEEP b", "FROM a | WHERE b == c | KEEP b", "FROM a | WHERE NOT b == \"c\" | KEEP b",
		"FROM a | WHERE b == \"c\" OR d == \"e\" | KEEP b", "FROM a | WHERE (b == \"c\") | KEEP b", "FROM a | WHERE b IS NULL | KEEP b", "FROM a | WHERE b IN () | KEEP b",
		"FROM a | WHERE b LIKE \"c\" | KEEP b", "FROM a | WHERE TO_LOWER(b) LIKE \"c\" | KEEP b", "FROM a | WHERE MV_CONCAT(b, \",\") == \"c\" | KEEP b", `FROM a | WHERE MV_CONCAT(b, ",") LIKE "\\" | KEEP b`,
		"FROM a | WHERE b >= 1.2.3 | KEEP b", "FROM a | WHERE b == \"c | KEEP b", `FROM a | WHERE b == "\n" | KEEP b`,
		"FROM a | STATS n = COUNT(*)", "FROM a | STATS COUNT(*) BY b", "FROM a | STATS n = SUM(c) BY b", "FROM a | STATS n = COUNT(*), m = COUNT(*) BY b",
		"FROM a | SORT b NULLS FIRST | KEEP b", "FROM a | SORT b, c | KEEP b", "FROM a | KEEP b*", "FROM a | KEEP `b`", "FROM a | KEEP b.", "FROM a | KEEP b | LIMIT x", "FROM a | KEEP b | LIMIT -1",
		"FROM a | EVAL b = 1 | KEEP b", "FROM a | EVAL b = MV_SORT(c) | KEEP b", "FROM a | EVAL b = MV_CONCAT(c, 1) | KEEP b", "FROM a | KEEP not", "FROM a | KEEP b c", "FROM a | KEEP ü",
	} {
		_, err := Parse(query)
		assert.Error(t, err, query)
	}
}

func TestRefusalsOfTheVerifier(t *testing.T) {
	for _, query := range []string{
		"FROM logs-c-* | KEEP tool", "FROM logs-a-* | KEEP nothing", "FROM logs-a-* | WHERE nothing IS NOT NULL | KEEP tool", "FROM logs-a-* | SORT nothing | KEEP tool",
		"FROM logs-a-* | STATS n = COUNT(*) BY nothing", "FROM logs-a-* | STATS n = COUNT(*) BY tool | SORT size", "FROM logs-a-* | EVAL x = MV_CONCAT(nothing, \"\") | KEEP x",
		`FROM logs-a-* | WHERE tool == 1 | KEEP tool`, `FROM logs-a-* | WHERE size == "9" | KEEP tool`, `FROM logs-a-* | WHERE ok == "true" | KEEP tool`,
		`FROM logs-a-* | WHERE ok >= true | KEEP tool`, `FROM logs-a-* | WHERE args == "{}" | KEEP tool`, `FROM logs-a-* | WHERE MV_CONCAT(counts, ",") LIKE "*" | KEEP tool`,
	} {
		q, err := Parse(query)
		require.NoError(t, err, query)
		_, err = q.Run(sample(t))
		assert.Error(t, err, query)
	}
}

// Elasticsearch refuses a document that its mapping does not fit.
func TestRefusalsOfDocuments(t *testing.T) {
	x := index(t)
	for _, doc := range []string{
		"", "[]", "{}", `{"@timestamp":"then"}`, `{"@timestamp":"2026-11-21T10:00:00Z","size":"nine"}`, `{"@timestamp":"2026-11-21T10:00:00Z","ok":1}`,
		`{"@timestamp":"2026-11-21T10:00:00Z","tool":{"name":"x"}}`, `{"@timestamp":"2026-11-21T10:00:00Z","user":"x"}`, `{"@timestamp":"2026-11-21T10:00:00Z","score":true}`,
	} {
		require.Error(t, x.Add([]byte(doc)), doc)
	}
	for _, bad := range []string{"", `{"template":{"mappings":{"properties":{"a":{"type":"nested"}}}}}`} {
		_, err := NewIndex([]byte(bad))
		assert.Error(t, err, bad)
	}
}

// FuzzParse parses anything, and what parses can be run over any document: an error, or rows with a cell for each column.
func FuzzParse(f *testing.F) {
	f.Add(`FROM logs-a-* | WHERE tool == "read" AND size >= 1 AND user.id IN ("a", "b") AND MV_CONCAT(rules, ",") LIKE "*r?*" | SORT size DESC | KEEP tool | LIMIT 5`, `{"tool":["a",1]}`)
	f.Add(`FROM logs-* | EVAL a = MV_CONCAT(rules, ",") | STATS n = COUNT(*) BY a, never | SORT n`, `{"x":{"y":[null,true]},"size":1e3}`)
	f.Fuzz(func(t *testing.T, query, doc string) {
		q, err := Parse(query)
		if err != nil {
			return
		}
		indexes := sample(t)
		_ = indexes["logs-a-default"].Add([]byte(doc))
		got, err := q.Run(indexes)
		if err != nil {
			return
		}
		for _, row := range got.Rows {
			assert.Len(t, row, len(got.Columns))
		}
	})
}
