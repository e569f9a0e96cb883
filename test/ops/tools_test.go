// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/metrics"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// builtTool is a tool of the Go module proxy that go.mod pins, built.
type builtTool string

func buildTool(t *testing.T, pkg string) builtTool {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(pkg))
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, pkg).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return builtTool(path)
}

func (b builtTool) run(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), string(b), args...).CombinedOutput()
	require.NoError(t, err, "%s %s: %s", b, args, out)
	t.Logf("%s", out)
}

const (
	promtool = "github.com/prometheus/prometheus/cmd/promtool"
	amtool   = "github.com/prometheus/alertmanager/cmd/amtool"
)

func TestRulesPassPromtool(t *testing.T) {
	rules := filepath.Join(rig.Repository, "dashboards", "alerts", "prometheus", "otelcol-mcp.rules.yaml")
	buildTool(t, promtool).run(t, "check", "rules", "--lint=all", "--lint-fatal", rules)
}

func TestRulesFireAndStaySilent(t *testing.T) {
	tests, err := filepath.Glob(filepath.Join(rig.Repository, "dashboards", "alerts", "tests", "*.test.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, tests)
	buildTool(t, promtool).run(t, append([]string{"test", "rules"}, tests...)...)
}

// TestAlertmanagerConfiguration has amtool check the example and route every alert: by its severity, to one receiver.
func TestAlertmanagerConfiguration(t *testing.T) {
	config := filepath.Join(rig.Repository, "dashboards", "alerts", "alertmanager.yaml")
	tool := buildTool(t, amtool)
	tool.run(t, "check-config", config)
	receivers := map[string]string{"critical": "pager", "error": "chat", "warning": "tickets"}
	alerts := metrics.Alerts(t, rig.Repository)
	require.NotEmpty(t, alerts)
	for _, a := range alerts {
		tool.run(t, "config", "routes", "test", "--config.file="+config, "--verify.receivers="+receivers[a.Labels["severity"]],
			"alertname="+a.Alert, "severity="+a.Labels["severity"], "family="+a.Labels["family"])
	}
}
