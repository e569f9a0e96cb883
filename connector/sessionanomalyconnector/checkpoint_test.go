// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/connector/connectortest"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
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
	assert.NotEmpty(t, host.data[sessionsKey])
	assert.NotEmpty(t, host.data[placeKey(1)])
	assert.Equal(t, whole, run(t, stored(t), host, secondHalf))
	assert.Empty(t, run(t, stored(t), newMemory(), secondHalf), "without what was stored there is nothing to go on from")
}

// TestACrashLosesNoMoreThanAnInterval starts from what lies in the storage of a collector that was never stopped.
func TestACrashLosesNoMoreThanAnInterval(t *testing.T) {
	whole := run(t, stored(t), newMemory(), firstHalf+secondHalf)
	cfg := stored(t)
	cfg.Sessions.CheckpointInterval, cfg.Baselines.SaveInterval = 5*time.Millisecond, 5*time.Millisecond
	host := newMemory()
	r := newRigOn(t, cfg, host)
	defer r.shutdown(t)
	r.consume(t, (&fixture{sections: map[string]string{"in": firstHalf}}).events(t))
	calls := func() int64 {
		var session struct{ Calls int64 }
		data, err := host.Get(t.Context(), placeKey(1))
		if err != nil || len(data) < 8 || json.Unmarshal(data[8:], &session) != nil {
			return 0
		}
		return session.Calls
	}
	require.Eventually(t, func() bool {
		burst, err := host.Get(t.Context(), "detector/auth_failure_burst")
		return err == nil && calls() == 6 && strings.Contains(string(burst), "192.0.2.7")
	}, 10*time.Second, 5*time.Millisecond)
	time.Sleep(50 * time.Millisecond) // the header follows its sessions
	crashed := host.copied()
	assert.Equal(t, whole, run(t, stored(t), crashed, secondHalf))
	assert.Equal(t, whole, run(t, stored(t), host.copied(), secondHalf), "as often as it crashes")
}

// TestEventsReadAgainAfterACrashCountOnce: what a queue delivers again was seen before the crash.
func TestEventsReadAgainAfterACrashCountOnce(t *testing.T) {
	const half = `{"n":6,"tool":"login","args":{"account":"root","pin":"{i}"},"outcome":"tool_error","jsonrpc.request.id":"a{i}"}
`
	host := newMemory()
	assert.Empty(t, run(t, stored(t), host, half))
	assert.Empty(t, run(t, stored(t), host.copied(), half), "six calls are below the threshold, and twelve would be above it")
	assert.NotEmpty(t, run(t, stored(t), newMemory(), strings.ReplaceAll(half, "a{i}", "")+half))
}

func TestWithoutCheckpointsACrashLosesTheSessions(t *testing.T) {
	cfg := func() *Config {
		c := stored(t)
		c.Sessions.CheckpointInterval = 0
		return c
	}
	host := newMemory()
	assert.Empty(t, run(t, cfg(), host, firstHalf))
	r := newRigOn(t, cfg(), host)
	defer r.shutdown(t)
	assert.NotContains(t, host.copied().data, sessionsKey, "what was stored at a stop is taken up once")
}

func TestAFailedCheckpointIsMadeUpFor(t *testing.T) {
	host := newMemory()
	cfg := stored(t)
	cfg.Sessions.CheckpointInterval = time.Hour
	c, err := newCore(connectortest.NewNopSettings(metadata.Type), cfg)
	require.NoError(t, err)
	c.keeper.client = host
	require.NoError(t, c.consumeLogs(t.Context(), (&fixture{sections: map[string]string{"in": firstHalf}}).events(t)))
	host.broken = true
	require.ErrorContains(t, c.checkpoint(t.Context(), true), "disk is full")
	assert.Empty(t, host.data)
	host.broken = false
	require.NoError(t, c.checkpoint(t.Context(), true))
	assert.NotEmpty(t, host.data[placeKey(1)])
}

func TestSessionsThatCannotBeReadBeginAfresh(t *testing.T) {
	for _, stale := range []string{"\x00", `{"Version":99}`, `{"Version":1,"Sessions":[]}`, `{"Version":2,"Places":1}`, `{"Version":3,"Places":1}`, `{"Version":3,"Places":-1}`, `{"Version":3,"Places":9223372036854775807}`} {
		host := newMemory()
		host.data[sessionsKey] = []byte(stale)
		host.data[placeKey(1)] = []byte(`12345678{"Key":[]}`)
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
