// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// The cluster's objects hold what dashboards/ holds, in the form that the API takes.
func TestKubernetesManifests(t *testing.T) {
	t.Parallel()
	root := rig.Root(t)
	rule := load(t, filepath.Join(root, "packaging", "kubernetes", "prometheusrule.yaml"))
	assert.Equal(t, "monitoring.coreos.com/v1", rule["apiVersion"])
	assert.Equal(t, "PrometheusRule", rule["kind"])
	source := load(t, filepath.Join(root, "dashboards", "alerts", "prometheus", "otelcol-mcp.rules.yaml"))
	assert.NotEmpty(t, source["groups"])
	assert.Equal(t, source["groups"], rule["spec"].(map[string]any)["groups"])
	object(t, rule)

	raw, err := os.ReadFile(filepath.Join(root, "packaging", "kubernetes", "dashboards.yaml"))
	require.NoError(t, err)
	dashboards, err := filepath.Glob(filepath.Join(root, "dashboards", "grafana", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, dashboards)
	held := map[string]string{}
	for decoder := yaml.NewDecoder(bytes.NewReader(raw)); ; {
		var m map[string]any
		err := decoder.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		assert.Equal(t, "v1", m["apiVersion"])
		assert.Equal(t, "ConfigMap", m["kind"])
		assert.Equal(t, "1", m["metadata"].(map[string]any)["labels"].(map[string]any)["grafana_dashboard"], "what the sidecar of the Grafana chart looks for")
		object(t, m)
		for name, content := range m["data"].(map[string]any) {
			held[name] = content.(string)
			assert.Less(t, len(content.(string)), 1<<20, "%s: a ConfigMap has at most 1 MiB", name)
		}
	}
	require.Len(t, held, len(dashboards))
	for _, file := range dashboards {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.JSONEq(t, string(content), held[filepath.Base(file)], file)
	}
}

var objectName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$`)

// object checks the metadata that every object of a cluster has.
func object(t *testing.T, o map[string]any) {
	t.Helper()
	meta := o["metadata"].(map[string]any)
	assert.Regexp(t, objectName, meta["name"])
	for _, part := range []string{"labels", "annotations"} {
		values, _ := meta[part].(map[string]any)
		for k, v := range values {
			assert.IsType(t, "", v, "%s %s of %v", part, k, meta["name"])
		}
	}
}

func keys(section any) []string {
	var out []string
	for k := range section.(map[string]any) {
		out = append(out, k)
	}
	return out
}
