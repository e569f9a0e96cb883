// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const one = `
thresholds: {limit: 0.2}
groups:
  - name: g
    interval: 15s
    alerts:
      - name: A
        severity: warning
        runbook: ir-x
        value: sum(<< count "m" "5m" >>)
        above: << .limit >>
        summary: "<percent> of {{ .Labels.tool }}"
        description: "above << percent .limit >>"
        first: "Look."
`

func TestOneAlertInBothForms(t *testing.T) {
	s, err := Parse([]byte(one))
	require.NoError(t, err)
	assert.Equal(t, "sum(m - last_over_time(m[1h] offset 5m) >= 0 or m) > 0.2", s.Groups[0].Alerts[0].Expr())

	prom, err := s.Prometheus()
	require.NoError(t, err)
	assert.Contains(t, string(prom), "summary: '{{ .Value | humanizePercentage }} of {{ .Labels.tool }}'")
	assert.Contains(t, string(prom), "description: above 20%")

	grafana, err := s.Grafana("F")
	require.NoError(t, err)
	assert.Contains(t, string(grafana), `{{ (index .Values "A").Value | humanizePercentage }} of {{ .Labels.tool }}`)
	assert.Contains(t, string(grafana), "interval: 20s", "Grafana evaluates every 10 s at most")
	assert.Contains(t, string(grafana), "- 0.2")
}

func TestComparisonBindsTheWholeValue(t *testing.T) {
	a := Alert{Value: "x\nand\n  y >= 1", Below: "0.9"}
	assert.Equal(t, "(\n  x\n  and\n    y >= 1\n) < 0.9", a.Expr())
}

func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "groups: [{alerts: [{nme: x}]}]", "nme"},
		{"unknown threshold", `groups: [{alerts: [{name: A, above: "<< .nope >>"}]}]`, "nope"},
		{"no value", "groups: [{alerts: [{name: A}]}]", "value"},
		{"above and below", "groups: [{alerts: [{name: A, value: v, runbook: r, above: '1', below: '2'}]}]", "either above or below"},
		{"no text", "groups: [{alerts: [{name: A, value: v, runbook: r, above: '1'}]}]", "summary"},
		{"severity", "groups: [{alerts: [{name: A, value: v, runbook: r, above: '1', summary: s, description: d, first: f, severity: bad}]}]", "severity"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.text))
			require.Error(t, err)
			assert.Contains(t, err.Error(), tt.want)
		})
	}
}
