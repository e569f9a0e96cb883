// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/runbook"
)

// grammar is Grafana's own grammar of LogQL, with what it runs on.
var grammar = []string{"@grafana/lezer-logql@0.4.2", "@lezer/lr@1.4.10", "@lezer/common@1.5.5"}

// TestLogQLHasGrafanasGrammar parses the LogQL of dashboards and runbooks as Grafana's editor does, and what is none, too.
func TestLogQLHasGrafanasGrammar(t *testing.T) {
	npm, node := server(t, "npm"), server(t, "node")
	dir := t.TempDir()
	command(t, dir, npm, append([]string{"install", "--no-audit", "--no-fund", "--ignore-scripts"}, grammar...)...)
	script, err := os.ReadFile(filepath.Join("testdata", "logql.mjs"))
	require.NoError(t, err)
	write(t, dir, "logql.mjs", string(script))
	queries := append(logqlOfRunbooks(t), logqlOfDashboards(t)...)
	require.Greater(t, len(queries), 90)
	list, err := json.Marshal(queries)
	require.NoError(t, err)
	write(t, dir, "good.json", string(list))
	write(t, dir, "bad.json", `["{service_name=\"a\"", "sum by (a) ({b=\"c\"})", "{a=\"b\"} | c=\"d\" |"]`)
	command(t, dir, node, "logql.mjs", "good.json", "bad.json")
}

func logqlOfRunbooks(t *testing.T) (queries []string) {
	t.Helper()
	for _, page := range pages(t) {
		for _, b := range runbook.Blocks(t, page) {
			if b.Lang == "logql" {
				queries = append(queries, b.Code)
			}
		}
	}
	return queries
}

// durations stands in for what Grafana fills in.
var durations = strings.NewReplacer("$__auto", "1m", "$__range", "6h")

func logqlOfDashboards(t *testing.T) (queries []string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(rig.Repository, "dashboards", "grafana", "session-investigation-loki.json"))
	require.NoError(t, err)
	var d struct {
		Panels []struct {
			Targets []struct {
				Expr       string
				Datasource struct{ Type string }
			}
		}
	}
	require.NoError(t, json.Unmarshal(content, &d))
	for _, p := range d.Panels {
		for _, q := range p.Targets {
			if q.Datasource.Type == "loki" {
				queries = append(queries, durations.Replace(q.Expr))
			}
		}
	}
	return queries
}
