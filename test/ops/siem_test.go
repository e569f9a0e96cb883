// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/answer"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/esql"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/runbook"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/splunk"
)

// system answers a query and compares its answer with jq's.
type system func(t *testing.T, query string, want found)

// logql compares how many records meet a query's conditions; TestLokiAnswersAsJQDoes has the whole of it.
func (d *desk) logql(keys map[string]string) system {
	return func(t *testing.T, query string, want found) {
		t.Helper()
		q, err := runbook.LogQL(query, keys)
		require.NoError(t, err, query)
		require.NotEmpty(t, q.Where)
		for _, c := range q.Where {
			assert.Contains(t, keys, c.Field, query)
		}
		for _, field := range q.Fields {
			assert.Contains(t, keys, field, query)
		}
		assert.Equal(t, want.records, q.Count(d.records[q.Index]), "jq finds another number of records than\n%s", query)
	}
}

var cutoff = regexp.MustCompile(`(?m)^#   extraction_cutoff = (\d+)$`)

// splunk is an interpreter over what the HTTP Event Collector was sent, with the setting that configs/siem/splunk.yaml asks for.
func (d *desk) splunk(t *testing.T, events []splunk.Event, keys map[string]string) system {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(d.root, "configs", "siem", "splunk.yaml"))
	require.NoError(t, err)
	m := cutoff.FindSubmatch(config)
	require.NotNil(t, m)
	limit, err := strconv.Atoi(string(m[1]))
	require.NoError(t, err)
	return func(t *testing.T, query string, want found) {
		t.Helper()
		search, err := splunk.Parse(query)
		require.NoError(t, err, query)
		for _, field := range search.Fields() {
			isKnownToSplunk(t, field, keys)
		}
		result := search.Run(events, limit)
		got, err := answer.Arrange(want.table.Columns, result.Columns, result.Rows)
		require.NoError(t, err, query)
		assert.Empty(t, answer.Same(want.table.Lists(), got.Lists()), "jq finds something else than\n%s", query)
	}
}

// isKnownToSplunk wants a field that an event can have: a list goes by a name with braces, and what is structured has no name.
func isKnownToSplunk(t *testing.T, field string, keys map[string]string) {
	t.Helper()
	name, list := strings.CutSuffix(field, "{}")
	kind := keys[name]
	if name == "event_name" {
		kind = "string" // what the configuration calls the record's event
	}
	assert.NotEmpty(t, kind, "%s is not in docs/schema.md", field)
	assert.NotEqual(t, "any", kind, "%s is structured", field)
	assert.Equal(t, strings.HasSuffix(kind, "[]"), list, "%s is of type %s", field, kind)
}

// elastic is an interpreter over what the bulk endpoint was sent.
func elastic(indexes map[string]*esql.Index) system {
	return func(t *testing.T, query string, want found) {
		t.Helper()
		q, err := esql.Parse(query)
		require.NoError(t, err, query)
		result, err := q.Run(indexes)
		require.NoError(t, err, query)
		got, err := answer.Arrange(want.table.Columns, result.Columns, result.Rows)
		require.NoError(t, err, query)
		assert.Empty(t, answer.Same(want.table.Sets(), got.Sets()), "jq finds something else than\n%s", query)
	}
}
