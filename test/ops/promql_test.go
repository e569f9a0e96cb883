// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/metrics"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// TestEveryMetricAndLabelIsExposed looks up every metric, label and label value that dashboards, alerts and runbooks ask for in
// what two runs of the demo expose, one as "make demo" has it, one in which everything goes wrong, and a collector with a full disk.
func TestEveryMetricAndLabelIsExposed(t *testing.T) {
	plain, trouble, full := rig.New(t), rig.NewTrouble(t), rig.NewFull(t)
	plain.Play(t)
	trouble.Play(t)
	provoke(t, trouble)
	full.Fill(t)
	expressions := metrics.Expressions(t, rig.Repository)

	var missing map[string][]string // by what is missing, who asks for it
	assert.Eventually(t, func() bool {
		exposed := metrics.Exposed{}
		for _, address := range []string{plain.Metrics, plain.Telemetry, trouble.Metrics, trouble.Telemetry, full.Telemetry} {
			exposed.Add(metrics.Scrape(t, address))
		}
		missing = exposed.LookUp(t, expressions)
		return len(missing) == 0
	}, 30*time.Second, 500*time.Millisecond, "metrics follow events by one flush interval")
	for what, where := range missing {
		t.Errorf("%s is not exposed, and asked for by\n\t%s", what, strings.Join(where, "\n\t"))
	}
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
		{"value", `calls_total{tool="b"}`, []string{`series of calls_total{tool="b"}`}},
		{"alternatives", `calls_total{tool=~"b|a"}`, nil},
		{"value that is excluded", `calls_total{tool!="b"}`, nil},
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
