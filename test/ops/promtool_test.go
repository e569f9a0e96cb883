// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// promtool runs the tool that go.mod pins, from the Go module proxy.
func promtool(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"tool", "promtool"}, args...)...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	t.Logf("%s", out)
}

func TestRulesPassPromtool(t *testing.T) {
	rules := filepath.Join(rig.Repository, "dashboards", "alerts", "prometheus", "otelcol-mcp.rules.yaml")
	promtool(t, "check", "rules", "--lint=all", "--lint-fatal", rules)
}

func TestRulesFireAndStaySilent(t *testing.T) {
	tests, err := filepath.Glob(filepath.Join(rig.Repository, "dashboards", "alerts", "tests", "*.test.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, tests)
	promtool(t, append([]string{"test", "rules"}, tests...)...)
}
