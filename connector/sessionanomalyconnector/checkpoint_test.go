// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
)

// halves of stories that only make sense together: a burst, a loop and a rule, each cut in the middle.
const (
	firstHalf = `{"n":4,"every":"1s","session":"","addr":"192.0.2.7","method":"initialize","outcome":"auth_failed"}
{"n":6,"tool":"login","args":{"account":"root","pin":"{i}"},"outcome":"tool_error"}
{"attributes":{"event.action":"user.deactivated","user.id":"alice"}}
`
	secondHalf = `{"at":"40s","n":4,"every":"1s","session":"","addr":"192.0.2.7","method":"initialize","outcome":"auth_failed"}
{"n":6,"tool":"login","args":{"account":"root","pin":"1{i}"},"outcome":"tool_error"}
`
)

func stored(t *testing.T) *Config {
	t.Helper()
	cfg := keeperConfig(func(c *Config) { c.Storage = &memoryID })
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"signals": map[string]any{"offboarded": map[string]any{
			"when": []any{`log.attributes["event.action"] == "user.deactivated"`}, "key": `log.attributes["user.id"]`,
		}},
		"rules": map[string]any{"offboarded_loops": map[string]any{
			"all":   []any{map[string]any{"is": "offboarded"}, map[string]any{"is": "retry_loop"}},
			"alert": map[string]any{"severity": "critical"},
		}},
	}).Unmarshal(cfg))
	return cfg
}

func TestARestartInMidSessionLosesNothing(t *testing.T) {
	whole := run(t, stored(t), newMemory(), firstHalf+secondHalf)
	require.Equal(t, map[string]int{"auth_failure_burst": 1, "retry_loop": 1, "offboarded_loops": 1}, whole)

	host := newMemory()
	assert.Empty(t, run(t, stored(t), host, firstHalf))
	assert.NotEmpty(t, host.data["detector/"+sessionsPart])
	assert.Equal(t, whole, run(t, stored(t), host, secondHalf))
	assert.Empty(t, run(t, stored(t), newMemory(), secondHalf), "without what was stored there is nothing to go on from")
}

func TestSessionsThatCannotBeReadBeginAfresh(t *testing.T) {
	for _, stale := range []string{"\x00", `{"Version":99}`, `{"Version":1,"Sessions":[{"Session":[]}]}`} {
		host := newMemory()
		host.data["detector/"+sessionsPart] = []byte(stale)
		assert.Empty(t, run(t, stored(t), host, secondHalf))
	}
}

func TestSessionsAreCountedAtTheEndWithoutStorage(t *testing.T) {
	r := newRigOn(t, defaultConfig(), componenttest.NewNopHost())
	r.consume(t, logsOf(t, noon, toolCall("s1", "read"), toolCall("s2", "read")))
	r.shutdown(t)
	all := r.metrics.AllMetrics()
	m := metricOf(t, all[len(all)-1], "mcp.session.calls")
	assert.Equal(t, uint64(2), m.Histogram().DataPoints().At(0).Count())
}
