// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dashboards

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/alert"
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/lint"
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/output"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func source(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile("alerts/alerts.yaml")
	require.NoError(t, err)
	return content
}

func TestFilesEqualTheirSource(t *testing.T) {
	files, err := output.Render(source(t))
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "%s: run make generate", name)
	}
	onDisk, err := filepath.Glob("grafana/*.json")
	require.NoError(t, err)
	for _, name := range onDisk {
		assert.Contains(t, files, filepath.ToSlash(name), "nothing generates %s", name)
	}
}

func TestEveryDashboardPassesTheLinter(t *testing.T) {
	names, err := filepath.Glob("grafana/*.json")
	require.NoError(t, err)
	require.Len(t, names, 5)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			content, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.Empty(t, lint.Check(content))
		})
	}
}

func TestEveryAlertHasItsRunbook(t *testing.T) {
	s, err := alert.Parse(source(t))
	require.NoError(t, err)
	for _, g := range s.Groups {
		for _, a := range g.Alerts {
			assert.FileExists(t, "../docs/runbooks/"+a.Runbook+".md", a.Name)
		}
	}
}

func TestEveryDetectorHasItsRunbook(t *testing.T) {
	for detector, runbook := range schema.Runbooks() {
		assert.FileExists(t, "../docs/runbooks/"+runbook+".md", detector)
	}
	assert.FileExists(t, "../docs/runbooks/ir-finding.md", "what unknown detectors get")
}

// TestEveryAlertIsTestedFiringAndSilent refuses an alert whose rule tests do not show both.
func TestEveryAlertIsTestedFiringAndSilent(t *testing.T) {
	fires, silent := map[string]bool{}, map[string]bool{}
	for name, samples := range ruleTests(t) {
		for _, n := range samples {
			fires[name] = fires[name] || n > 0
			silent[name] = silent[name] || n == 0
		}
	}
	s, err := alert.Parse(source(t))
	require.NoError(t, err)
	for _, g := range s.Groups {
		for _, a := range g.Alerts {
			assert.True(t, fires[a.Name], "%s: no test in which it fires", a.Name)
			assert.True(t, silent[a.Name], "%s: no test in which it stays silent", a.Name)
		}
	}
}

var alertName = regexp.MustCompile(`alertname="(\w+)"`)

// ruleTests returns, for each alert, how many samples each of its checks expects.
func ruleTests(t *testing.T) map[string][]int {
	t.Helper()
	names, err := filepath.Glob("alerts/tests/*.test.yaml")
	require.NoError(t, err)
	out := map[string][]int{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		var file struct {
			Tests []struct {
				Checks []struct {
					Expr    string           `yaml:"expr"`
					Samples []map[string]any `yaml:"exp_samples"`
				} `yaml:"promql_expr_test"`
			} `yaml:"tests"`
		}
		require.NoError(t, yaml.Unmarshal(content, &file))
		for _, test := range file.Tests {
			for _, c := range test.Checks {
				m := alertName.FindStringSubmatch(c.Expr)
				require.NotNil(t, m, "%s: %s", name, c.Expr)
				out[m[1]] = append(out[m[1]], len(c.Samples))
			}
		}
	}
	return out
}

func TestAnnotationsAreSafeToProvision(t *testing.T) {
	content, err := os.ReadFile("grafana/provisioning/alerting/otelcol-mcp.yaml")
	require.NoError(t, err)
	// Grafana expands $NAME in provisioning files from its environment.
	assert.NotContains(t, string(content), "$", "a dollar sign is expanded by Grafana")
}
