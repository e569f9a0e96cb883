// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// The chart's values hold a copy of configs/gateway.yaml: the same pipelines, and the built binary accepts it.
func TestHelmValues(t *testing.T) {
	t.Parallel()
	root := rig.Root(t)
	values, gateway := load(t, filepath.Join(root, "packaging", "helm", "values.yaml")), load(t, filepath.Join(root, "configs", "gateway.yaml"))
	config := values["alternateConfig"].(map[string]any)
	assert.Equal(t, gateway["service"].(map[string]any)["pipelines"], config["service"].(map[string]any)["pipelines"])
	for _, section := range []string{"processors", "connectors", "exporters"} {
		assert.ElementsMatch(t, keys(gateway[section]), keys(config[section]), section)
	}
	raw, err := yaml.Marshal(config)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, raw, 0o600))
	cmd := exec.CommandContext(t.Context(), rig.Binary(t), "validate", "--config", file)
	cmd.Env = append(os.Environ(), "OTELCOL_MCP_KEY=0123456789abcdef", "OTELCOL_MCP_TOKEN=x", "OTELCOL_MCP_READERS="+htpass)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func keys(section any) []string {
	var out []string
	for k := range section.(map[string]any) {
		out = append(out, k)
	}
	return out
}
