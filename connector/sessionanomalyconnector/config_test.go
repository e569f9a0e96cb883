// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

func TestConfigReportsEveryMistakeOnce(t *testing.T) {
	cfg := createDefaultConfig().(*Config)
	require.NoError(t, confmap.Validate(cfg))
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"sessions":  map[string]any{"max_count": 0, "lateness": "-1s"},
		"metrics":   map[string]any{"temporality": "gauge"},
		"findings":  map[string]any{"format": "cef", "suppress": []any{"attributes["}},
		"baselines": map[string]any{"save_interval": "1ms"},
		"detectors": map[string]any{
			"tool_diversity": map[string]any{"factor": -1},
			"denial_spike":   map[string]any{"threshold": 0},
			"content": map[string]any{
				"max_text": 1,
				"classes":  map[string]any{"tools": []any{map[string]any{"name": "x", "classes": []any{"exfil"}}}},
			},
		},
	}).Unmarshal(cfg))
	err := confmap.Validate(cfg)
	require.Error(t, err)
	for _, want := range []string{
		"sessions: max_count must be", "sessions: lateness must not", "metrics: temporality must be",
		"findings: format must be", "findings: suppress: ", "save_interval must be",
		"detectors::tool_diversity: factor must be", "detectors::denial_spike: threshold must be",
		"detectors::content: max_text must be", `"exfil"`,
	} {
		assert.Equal(t, 1, strings.Count(err.Error(), want), "%q in:\n%s", want, err)
	}
}
