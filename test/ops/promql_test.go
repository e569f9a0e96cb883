// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/metrics"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// mishaps are counters that no test can make count; our components' metadata.yaml answers for them.
var mishaps = []string{
	"otelcol_receiver_mcp_dropped", "otelcol_connector_session_anomaly_detector_drops",
	"otelcol_connector_session_anomaly_expression_errors",
}

func TestEveryMetricAndLabelIsExposed(t *testing.T) {
	collector := rig.Start(t)
	provoke(t, collector)
	expressions := metrics.Expressions(t, rig.Repository)

	var exposed metrics.Exposed
	complete := func() bool {
		exposed = metrics.Scrape(t, collector.Metrics)
		exposed.Add(metrics.Scrape(t, collector.Telemetry))
		declared := metrics.Declared(t, rig.Repository)
		for _, name := range mishaps {
			if exposed[name] == nil && declared[name] != nil {
				exposed[name] = declared[name]
			}
		}
		for _, list := range expressions {
			for _, expr := range list {
				if missing, err := exposed.Missing(expr); err != nil || len(missing) > 0 {
					return false
				}
			}
		}
		return true
	}
	deadline := time.Now().Add(30 * time.Second)
	for !complete() && time.Now().Before(deadline) {
		time.Sleep(500 * time.Millisecond)
	}
	n := 0
	for file, list := range expressions {
		for _, expr := range list {
			missing, err := exposed.Missing(expr)
			require.NoError(t, err, "%s: %s", file, expr)
			assert.Empty(t, missing, "%s asks for what is not exposed: %s", filepath.Base(file), expr)
			n++
		}
	}
	require.Greater(t, n, 150, "expressions that were checked")
	t.Logf("%d expressions against %d exposed metrics", n, len(exposed))
}

func TestUnknownMetricsAndLabelsAreFound(t *testing.T) {
	exposed := metrics.Parse(t, strings.NewReader(`# TYPE calls_total counter
calls_total{tool="a"} 1
# TYPE wait_seconds histogram
wait_seconds_bucket{tool="a",le="+Inf"} 1
wait_seconds_sum{tool="a"} 1
wait_seconds_count{tool="a"} 1
`))
	for _, tt := range []struct {
		name, expr string
		want       []string
	}{
		{"known", `sum by (tool, instance) (rate(calls_total{tool="a"}[5m]))`, nil},
		{"histogram", `histogram_quantile(0.9, sum by (le, tool) (rate(wait_seconds_bucket[5m])))`, nil},
		{"metric", `rate(call_total[5m])`, []string{"call_total"}},
		{"label", `calls_total{user="a"}`, []string{"calls_total{user}"}},
		{"grouping", `sum by (user) (calls_total)`, []string{"by (user) over calls_total"}},
		{"label of another metric", `sum by (tool) (up)`, []string{"by (tool) over up", "up"}},
		{"no metric", `vector(1)`, []string{"no metric in vector(1)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			missing, err := exposed.Missing(tt.expr)
			require.NoError(t, err)
			assert.Equal(t, tt.want, slices.Clone(missing))
		})
	}
	_, err := exposed.Missing("sum(")
	require.Error(t, err)
}
