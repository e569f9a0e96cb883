// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const good = `{
  "id": null, "uid": "u", "title": "T", "description": "D", "schemaVersion": 39, "links": [{}],
  "time": {"from": "now-6h", "to": "now"},
  "templating": {"list": [{"name": "datasource", "type": "datasource", "label": "Prometheus"}]},
  "panels": [{
    "id": 1, "type": "timeseries", "title": "P", "description": "What it shows, and what to do when it looks bad.",
    "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}, "options": {"legend": {}}, "transformations": [{"id": "merge"}],
    "fieldConfig": {"defaults": {"unit": "s", "thresholds": {"steps": [{}]}}},
    "targets": [{"refId": "A", "expr": "up[$__rate_interval]", "legendFormat": "x", "datasource": {"type": "prometheus", "uid": "${datasource}"}}]
  }]
}`

func TestGoodDashboardPasses(t *testing.T) {
	assert.Empty(t, Check([]byte(good)))
}

func TestMistakesAreFound(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"not JSON", "{", "[", "invalid"},
		{"no description", `"description": "D"`, `"description": ""`, "description"},
		{"an id of its own", `"id": null`, `"id": 7`, "null"},
		{"old schema", `39`, `36`, "schemaVersion"},
		{"absolute time", `now-6h`, `2026-01-01T00:00:00Z`, "absolute"},
		{"no links", `[{}],`, `[],`, "link"},
		{"no data source variable", `"type": "datasource"`, `"type": "query"`, "data source variable"},
		{"variable without a label", `"label": "Prometheus"`, `"label": ""`, "label"},
		{"hard-wired data source", `"uid": "${datasource}"`, `"uid": "P1809"`, "not one of"},
		{"data source without a type", `"type": "prometheus"`, `"type": ""`, "without a type"},
		{"panel without an id", `"id": 1`, `"id": 0`, "share the id"},
		{"off the grid", `"w": 12`, `"w": 25`, "off the grid"},
		{"unknown panel type", `"timeseries"`, `"graph"`, `type "graph"`},
		{"unknown transformation", `"merge"`, `"mergeSeries"`, `transformation "mergeSeries"`},
		{"short description", `What it shows, and what to do when it looks bad.`, `Calls.`, "sentence"},
		{"no unit", `"unit": "s"`, `"unit": ""`, "no unit"},
		{"no thresholds", `{"steps": [{}]}`, `{"steps": []}`, "no thresholds"},
		{"no legend", `{"legend": {}}`, `{}`, "no legend"},
		{"no legend format", `"legendFormat": "x"`, `"legendFormat": ""`, "no legend"},
		{"no refId", `"refId": "A"`, `"refId": ""`, "refId"},
		{"unknown variable", `$__rate_interval`, `$cluster`, "$cluster"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			problems := strings.Join(Check([]byte(strings.Replace(good, tt.old, tt.new, 1))), "\n")
			assert.Contains(t, problems, tt.want)
		})
	}
}

func TestOverlapIsFound(t *testing.T) {
	for _, tt := range []struct {
		name string
		b    gridPos
		want bool
	}{
		{"same place", gridPos{0, 0, 12, 8}, true},
		{"corner", gridPos{11, 7, 12, 8}, true},
		{"beside", gridPos{12, 0, 12, 8}, false},
		{"below", gridPos{0, 8, 12, 8}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, overlap(gridPos{0, 0, 12, 8}, tt.b))
		})
	}
}
