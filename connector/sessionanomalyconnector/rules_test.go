// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
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

// waiting has a rule that looks forward, over the ordinary story.
func waiting(t *testing.T, batches []plog.Logs) []string {
	t.Helper()
	cfg := defaultConfig()
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"sessions": map[string]any{"lateness": "1m"},
		"signals": map[string]any{
			"customer_read": bySession(`log.attributes["gen_ai.tool.name"] == "read_customer"`),
			"webhook":       bySession(`log.attributes["gen_ai.tool.name"] == "send_webhook"`),
		},
		"rules": map[string]any{
			"sent":     forward("customer_read", "webhook", "10s"),
			"not_sent": forward("customer_read", "webhook", "1h"),
		},
	}).Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))
	r := newRig(t, cfg)
	for _, batch := range batches {
		r.consume(t, batch)
	}
	r.shutdown(t)
	var found []string
	r.eachFinding(func(lr plog.LogRecord) {
		if name, _ := lr.Attributes().Get(schema.FindingDetector); name.Str() == "sent" || name.Str() == "not_sent" {
			id, _ := lr.Attributes().Get(schema.FindingID)
			found = append(found, name.Str()+" "+lr.Timestamp().AsTime().Format("15:04:05")+" "+id.Str())
		}
	})
	return found
}

func bySession(when string) map[string]any {
	return map[string]any{"when": []any{when}, "key": `log.attributes["mcpsec.session.key"]`}
}

func forward(first, awaited, after string) map[string]any {
	return map[string]any{
		"all": []any{map[string]any{"is": first}}, "absent": []any{map[string]any{"is": awaited, "after": after}},
		"join": "session", "alert": map[string]any{"severity": "low"},
	}
}

// TestWaitingDoesNotDependOnDelivery: what did not come is found at the same time however records are delivered.
func TestWaitingDoesNotDependOnDelivery(t *testing.T) {
	want := waiting(t, []plog.Logs{story(t)})
	require.Len(t, want, 1, "the webhook came after more than ten seconds, and within the hour")
	assert.Contains(t, want[0], "sent 12:00:41")
	assert.Equal(t, want, waiting(t, inBatches(1, false)(story(t))))
	for seed := range uint64(5) {
		assert.Equal(t, want, waiting(t, shuffledSessions(seed)(story(t))))
	}
}

func TestEvictionIsASignal(t *testing.T) {
	cfg := defaultConfig()
	cfg.Sessions.MaxCount = 2
	require.NoError(t, confmap.NewFromStringMap(map[string]any{"rules": map[string]any{"table_full": map[string]any{
		"all": []any{map[string]any{"is": "session_evicted", "count": 3}}, "alert": map[string]any{"severity": "medium"},
	}}}).Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))
	r := newRig(t, cfg)
	for i := range 5 {
		r.consume(t, logsOf(t, noon.Add(time.Duration(i)*time.Second), toolCall(strconv.Itoa(i), "read")))
	}
	r.shutdown(t)
	assert.Equal(t, map[string]int{"table_full": 1}, r.findings())
}
