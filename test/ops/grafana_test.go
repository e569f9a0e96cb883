// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana/apps/dashboard/pkg/migration"
	"github.com/grafana/grafana/apps/dashboard/pkg/migration/schemaversion"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// dashboards returns every dashboard by the name of its file.
func dashboards(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(rig.Repository, "dashboards", "grafana", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	out := map[string][]byte{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		out[filepath.Base(file)] = content
	}
	return out
}

// TestDashboardsKeepGrafanasSchema reads every dashboard with the code that Grafana generates from its schemas: a field that is
// not in the schema, one that is missing, and a value out of bounds are errors, in panels' options and in queries, too.
func TestDashboardsKeepGrafanasSchema(t *testing.T) {
	plugins.RegisterDefaultPlugins()
	for name, content := range dashboards(t) {
		assert.Empty(t, mistakes(content), name)
		assert.NotEmpty(t, mistakes(bytes.Replace(content, []byte(`"graphMode"`), []byte(`"graphMood"`), 1)), name)
	}
}

// mistakes is what Grafana's code says of a dashboard. It also returns errors that are lists without anything in them.
func mistakes(content []byte) string {
	var d dashboard.Dashboard //nolint:staticcheck // SA1019: the newer schema is none that Grafana 11 reads.
	var out strings.Builder
	for _, err := range []error{d.UnmarshalJSONStrict(content), d.Validate()} {
		if err != nil {
			out.WriteString(err.Error())
		}
	}
	return out.String()
}

// TestGrafanaHasNothingToMigrate lets the server of Grafana 12 bring every dashboard to its newest schema: the number of the
// schema is all that changes.
func TestGrafanaHasNothingToMigrate(t *testing.T) {
	for name, content := range dashboards(t) {
		var before, after map[string]any
		require.NoError(t, json.Unmarshal(content, &before))
		require.NoError(t, json.Unmarshal(content, &after))
		require.NoError(t, migration.Migrate(after, schemaversion.LATEST_VERSION), name)
		assert.Greater(t, after["schemaVersion"], int(before["schemaVersion"].(float64)), name)
		after["schemaVersion"] = before["schemaVersion"]
		assert.Equal(t, before, after, name)
	}
	old := map[string]any{"schemaVersion": 36, "panels": []any{map[string]any{"options": map[string]any{"legend": false}}}}
	require.NoError(t, migration.Migrate(old, schemaversion.LATEST_VERSION))
	assert.Contains(t, old["panels"].([]any)[0].(map[string]any)["options"].(map[string]any)["legend"], "showLegend", "what is old is migrated")
}
