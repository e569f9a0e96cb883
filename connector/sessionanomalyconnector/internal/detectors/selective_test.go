// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestSelectiveDetectorsTakeNothingElse shows them what they say they do nothing for.
func TestSelectiveDetectorsTakeNothingElse(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	cfg := NewConfig()
	list, err := cfg.Build(detect.NewSetup(zap.NewNop()))
	require.NoError(t, err)
	env, selective := detect.NewEnv(&rig{drops: map[string]int64{}}), 0
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for _, d := range list {
		s, ok := d.(detect.Selective)
		if !ok {
			continue
		}
		selective++
		before := saved(t, d)
		for i := range 2000 {
			ev := &detect.Event{
				Time: day0.Add(time.Duration(i)), Name: pick(schema.EventOperation, schema.EventTransportRejected, schema.EventToolsInventory, ""),
				Method: "tools/call", Tool: "read", Server: pick("crm", ""), ClientAddress: pick("203.0.113.9", ""),
				Outcome: pick(schema.OutcomeSuccess, schema.OutcomeAccessDenied, schema.OutcomeAuthFailed, ""), Tools: []detect.ToolDef{{Name: "read"}},
				HasAuth: random.IntN(2) == 0, AuthPresent: random.IntN(2) == 0,
			}
			if ev.Traits()&s.Only() == 0 {
				d.Observe(env, ev, nil)
			}
		}
		assert.Empty(t, env.Raised(), d.Name())
		assert.Equal(t, before, saved(t, d), d.Name())
	}
	assert.Equal(t, 7, selective)
}

// saved is what a detector would store.
func saved(t *testing.T, d detect.Detector) (all []string) {
	t.Helper()
	if p, ok := d.(detect.Persister); ok {
		data, err := p.Save()
		require.NoError(t, err)
		all = append(all, string(data))
	}
	if r, ok := d.(detect.Resumer); ok {
		data, err := r.Suspend()
		require.NoError(t, err)
		all = append(all, string(data))
	}
	return all
}
