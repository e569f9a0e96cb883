// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

// TestShippedRules runs each configs/rules/<name>.yaml over the fixtures in testdata/rules/<name>: every rule must fire in
// a fixture named fires…, and none in one named silent….
func TestShippedRules(t *testing.T) {
	configs, err := filepath.Glob("../../configs/rules/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, configs)
	for _, path := range configs {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			fired := make(map[string]int)
			fixtures, err := filepath.Glob(filepath.Join("testdata", "rules", name, "*.txtar"))
			require.NoError(t, err)
			for _, fixture := range fixtures {
				runRuleFixture(t, name, readFixture(t, fixture), fired)
			}
			for rule := range shippedConfig(t, filepath.Join("rules", name+".yaml")).Rules {
				assert.Positive(t, fired[rule], "%s fires in no fixture", rule)
			}
			assert.Positive(t, fired["(silent)"], "there is no fixture named silent….txtar")
		})
	}
}

func runRuleFixture(t *testing.T, name string, f *fixture, fired map[string]int) {
	t.Helper()
	cfg := shippedConfig(t, filepath.Join("rules", name+".yaml"))
	r := newRig(t, cfg)
	r.consume(t, f.events(t))
	r.shutdown(t)
	if *update {
		f.sections["out"] = r.describe()
		f.write(t)
	}
	assert.Equal(t, f.sections["out"], r.describe(), f.path)
	silent := strings.HasPrefix(filepath.Base(f.path), "silent")
	if silent {
		fired["(silent)"]++
	}
	for rule := range cfg.Rules {
		n := r.findings()[rule]
		fired[rule] += n
		assert.False(t, silent && n > 0, "%s must not fire in %s", rule, f.path)
	}
}

func TestRuleMistakes(t *testing.T) {
	cfg := defaultConfig()
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"signals": map[string]any{
			"no_condition":    map[string]any{"distinct_count": 5},
			"tool_poisoning_": map[string]any{"when": []any{"nonsense("}, "key": "set(", "on": "metrics", "factor": 0.5},
			"retry_loop":      map[string]any{"when": []any{"true"}},
		},
		"rules": map[string]any{
			"empty":   map[string]any{"absent": []any{map[string]any{"is": "nobody"}}},
			"unknown": map[string]any{"all": []any{map[string]any{"is": "nothing"}}, "join": "moon", "alert": map[string]any{"severity": "fatal"}},
		},
	}).Unmarshal(cfg))
	err := confmap.Validate(cfg)
	for _, want := range []string{
		"no_condition: when needs a condition", "distinct_count and novel need distinct", `on must be logs or spans, not "metrics"`,
		"factor must be above 1", "signals::tool_poisoning_", "signals::retry_loop: the name is taken",
		"needs a term under all, any or sequence", `rules::unknown: "nothing" is neither a signal nor a detector`,
		"join must be one of", "severity must be one of",
	} {
		require.ErrorContains(t, err, want)
	}
}
