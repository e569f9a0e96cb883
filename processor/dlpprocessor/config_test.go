// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

func load(t *testing.T, name string) (*Config, error) {
	t.Helper()
	conf, err := confmaptest.LoadConf(filepath.Join("testdata", "config.yaml"))
	require.NoError(t, err)
	sub, err := conf.Sub(component.NewIDWithName(metadata.Type, name).String())
	require.NoError(t, err)
	cfg := createDefaultConfig().(*Config)
	require.NoError(t, sub.Unmarshal(cfg))
	return cfg, confmap.Validate(cfg)
}

func TestConfig(t *testing.T) {
	cfg, err := load(t, "")
	require.NoError(t, err)
	assert.Equal(t, "mask", cfg.Actions.Default)
	assert.Equal(t, keyname.Defaults, cfg.Keys.Names, "add keeps the names that are built in")
	assert.True(t, cfg.RuleSets.PII.Enabled)
	assert.Equal(t, cleanNone, cfg.Report.Clean)

	cfg, err = load(t, "empty")
	require.NoError(t, err)
	assert.Equal(t, createDefaultConfig(), cfg)
}

func TestEveryMistakeIsReportedOnce(t *testing.T) {
	_, err := load(t, "broken")
	for _, want := range []string{
		"pseudonyms", "key id must be", "key must have at least 16 bytes", `rule_sets.pii: "no-such-rule"`, "rule_sets.injection.threshold",
		"keys:", "fields.include", "decode.depth", "limits.max_values", "report.clean", "error_mode", "actions.default", "actions.mask_keep_first",
		"actions.categories.none", "actions.rules.none",
	} {
		assert.Equal(t, 1, strings.Count(err.Error(), want), "%s in %s", want, err)
	}
}

func TestReportOfCleanRecords(t *testing.T) {
	for _, tt := range []struct {
		written any
		want    string
	}{
		{"scope", cleanScope}, {"record", cleanRecord}, {"none", cleanNone}, {true, cleanRecord}, {false, cleanNone}, {nil, cleanScope},
	} {
		cfg := createDefaultConfig().(*Config)
		report := map[string]any{"locations": true}
		if tt.written != nil {
			report["clean"] = tt.written
		}
		require.NoError(t, confmap.NewFromStringMap(map[string]any{"report": report}).Unmarshal(cfg))
		assert.Equal(t, tt.want, cfg.Report.Clean, "%v", tt.written)
		assert.True(t, cfg.Report.Locations)
		require.NoError(t, cfg.Validate())
	}
	assert.Error(t, confmap.NewFromStringMap(map[string]any{"report": map[string]any{"clear": "scope"}}).Unmarshal(createDefaultConfig()))
}
