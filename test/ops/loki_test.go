// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/answer"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/runbook"
)

// loki is a Loki server that was given the demo's output by the distribution with configs/siem/loki.yaml.
type loki string

// TestLokiAnswersAsJQDoes runs every LogQL query of the runbooks on a real Loki and compares its answer, row by row and cell by
// cell, with what jq finds in the files; and every query of the Loki dashboard, which must find something about a session.
func TestLokiAnswersAsJQDoes(t *testing.T) {
	if os.Getenv(e2e) == "" {
		t.Skip("SKIPPED: set " + e2e + "=1 to run it (make e2e); it needs a Loki, which make builds")
	}
	d := newDesk(t)
	l := loki(rig.Loki(t))
	rig.Ship(t, "loki", d.data, "LOKI_OTLP_ENDPOINT=http://"+string(l)+"/otlp", "LOKI_USERNAME=u", "LOKI_PASSWORD=p")
	want := len(d.records["audit"]) + len(d.records["findings"])
	require.Eventually(t, func() bool { return l.holds(t) == want }, time.Minute, 250*time.Millisecond, "every record arrives")

	compared := 0
	for _, page := range pages(t) {
		byJQ := map[string]found{}
		for _, b := range runbook.Blocks(t, page) {
			switch {
			case b.Lang == "sh" && b.Is("jq"):
				byJQ[b.Step] = d.jq(t, b)
			case b.Lang == "logql":
				compared++
				want := byJQ[b.Step].table
				got := l.table(t, runbook.Fill(b.Code, d.words), want.Columns)
				assert.Empty(t, answer.Same(want, got), "%s: %s: Loki answers otherwise than jq to\n%s", filepath.Base(page), b.Step, b.Code)
			}
		}
	}
	require.Greater(t, compared, 80)

	for _, query := range logqlOfDashboards(t) {
		assert.True(t, slices.ContainsFunc(d.sessions(), func(s session) bool { return len(l.ask(t, s.fill(query))) > 0 }),
			"no session of which there is a finding has an answer to %s", query)
	}
}

// session is what is chosen in the dashboard's variables.
type session struct{ key, user string }

// sessions are those that there are findings about.
func (d *desk) sessions() []session {
	var out []session
	for _, f := range d.records["findings"] {
		key, _ := f["mcpsec.session.key"].(string)
		user, _ := f["user.id"].(string)
		if s := (session{key, user}); key != "" && user != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (s session) fill(query string) string {
	return strings.NewReplacer("$service", ".+", "$detector", ".+", "$severity", ".*", "$server", ".+", "$session", s.key, "$user", s.user).Replace(query)
}

// series is one of the series, or streams of lines, in Loki's answer.
type series struct {
	Metric, Stream map[string]string
	Value          [2]any
	Values         [][2]any
}

// ask runs a query over the last day, as a range of lines or as one instant.
func (l loki) ask(t *testing.T, query string) []series {
	t.Helper()
	now := time.Now()
	values := url.Values{"query": {query}, "limit": {"5000"}}
	path := "/loki/api/v1/query"
	if strings.HasPrefix(query, "{") {
		path = "/loki/api/v1/query_range"
		values.Set("start", strconv.FormatInt(now.Add(-24*time.Hour).UnixNano(), 10))
		values.Set("end", strconv.FormatInt(now.UnixNano(), 10))
		values.Set("direction", "forward")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+string(l)+path+"?"+values.Encode(), http.NoBody)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode, query)
	var body struct {
		Data struct{ Result []series }
	}
	require.NoError(t, json.NewDecoder(res.Body).Decode(&body))
	return body.Data.Result
}

func (l loki) holds(t *testing.T) int {
	t.Helper()
	n := 0
	for _, s := range l.ask(t, `sum(count_over_time({service_name=~".+"} [24h]))`) {
		count, err := strconv.Atoi(s.Value[1].(string))
		require.NoError(t, err)
		n += count
	}
	return n
}

// table is Loki's answer with the columns that jq shows.
func (l loki) table(t *testing.T, query string, columns []string) answer.Table {
	t.Helper()
	out := answer.Table{Columns: columns}
	for _, s := range l.ask(t, strings.TrimSpace(query)) {
		if s.Stream == nil {
			out.Rows = append(out.Rows, row(columns, s.Metric, answer.Count, s.Value[1]))
		}
		for _, line := range s.Values {
			nanos, err := strconv.ParseInt(line[0].(string), 10, 64)
			require.NoError(t, err)
			out.Rows = append(out.Rows, row(columns, s.Stream, answer.Time, time.Unix(0, nanos)))
		}
	}
	return out
}

// row takes a column each from labels, whose names have underscores for dots, but for the one that is no label.
func row(columns []string, labels map[string]string, name string, value any) []string {
	var out []string
	for _, c := range columns {
		if c == name {
			out = append(out, answer.Cell(value))
			continue
		}
		out = append(out, answer.Cell(labels[strings.ReplaceAll(c, ".", "_")]))
	}
	return out
}
