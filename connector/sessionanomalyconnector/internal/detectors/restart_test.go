// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// learners are the detectors that learn, with thresholds low enough for random sessions to cross.
func learners() map[string]func() spec {
	return map[string]func() spec{
		"argument_drift": func() spec {
			c := NewArgumentDriftConfig()
			c.MinBits, c.Margin, c.MaxShare, c.MinValues = 8, 1, 0.3, 20
			return &c
		},
		"cross_session_campaign": func() spec {
			c := NewCrossSessionCampaignConfig()
			c.Factor, c.WarmUp, c.MinUsers = 1, time.Hour, 3
			return &c
		},
		"mix_shift": func() spec {
			c := NewMixShiftConfig()
			c.MinCalls, c.MinSessions, c.MinDivergence, c.Margin = 10, 2, 0.01, 1
			return &c
		},
		"novel_tool": func() spec {
			c := NewNovelToolConfig()
			c.MaxNovelty = 0.9
			return &c
		},
		"sequence_anomaly": func() spec {
			c := NewSequenceAnomalyConfig()
			c.MinBits, c.Quantile, c.Margin = 1, 0.8, 1
			return &c
		},
		"temporal_anomaly": func() spec {
			c := NewTemporalAnomalyConfig()
			c.MaxShare, c.MinSpan, c.MinLength, c.MinCalls, c.LengthFactor = 0.2, 0, time.Second, 4, 1
			return &c
		},
		"tool_diversity": func() spec {
			c := NewToolDiversityConfig()
			c.Factor, c.Ceiling, c.MinTools = 1.5, 0.5, 2
			return &c
		},
	}
}

// randomSession is a session whose content depends on the seed alone.
func randomSession(r *rig, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	key, at := fmt.Sprint("s-", seed), day0.Add(time.Duration(seed)*7*time.Minute)
	user, server := fmt.Sprint("user-", random.IntN(9)), fmt.Sprint("server-", random.IntN(2))
	for range 1 + random.IntN(9) {
		tool := fmt.Sprint("tool_", int(random.ExpFloat64()*4))
		text := topics[random.IntN(len(topics))] + " and something more to say about it all"
		if random.IntN(20) == 0 {
			text = "https://example.com/?q=" + strconv.FormatUint(random.Uint64(), 10)
		}
		if seed%90 < 8 {
			text = fmt.Sprintf("step%c of%c plan%c is%c to%c send%c it%c all%c away%c", 'a'+seed/90, 'b'+seed/90, 'c'+seed/90, 'd'+seed/90,
				'e'+seed/90, 'f'+seed/90, 'g'+seed/90, 'h'+seed/90, 'i'+seed/90)
		}
		r.call(at, key, tool, byUser(user), onServer(server), withArguments(r.tb, map[string]any{"text": text, "n": random.IntN(1000)}))
		at = at.Add(time.Duration(random.IntN(120)) * time.Second)
	}
	if _, ok := r.d.(detect.SessionEnder); ok {
		r.end(key, detect.EndedByPeer)
	}
}

func runRandom(r *rig, from, to uint64) {
	for seed := from; seed < to; seed++ {
		randomSession(r, seed)
	}
}

// TestReplayAndRestart runs the same sessions twice, the second time with a restart in the middle: findings, and what is
// known afterwards, must be the same.
func TestReplayAndRestart(t *testing.T) {
	const cut, end = 1033, 2000
	for name, config := range learners() {
		t.Run(name, func(t *testing.T) {
			whole := newRig(t, config())
			runRandom(whole, 0, cut)
			before := len(whole.found)
			runRandom(whole, cut, end)
			require.NotEmpty(t, whole.found[before:], "a test without findings tests nothing")

			first := newRig(t, config())
			runRandom(first, 0, cut)
			assert.Equal(t, whole.found[:before], first.found, "a replay")
			if l, ok := first.d.(detect.Learner); ok {
				held, warm := l.Baselines()
				assert.Positive(t, warm)
				assert.GreaterOrEqual(t, held, warm)
			}
			data, err := first.d.(detect.Persister).Save()
			require.NoError(t, err)

			second := newRig(t, config())
			second.nextTick = first.nextTick
			require.NoError(t, second.d.(detect.Persister).Load(data))
			if r, ok := first.d.(detect.Resumer); ok {
				open, err := r.Suspend()
				require.NoError(t, err)
				require.NoError(t, second.d.(detect.Resumer).Resume(open))
			}
			runRandom(second, cut, end)
			assert.Equal(t, whole.found[before:], second.found)
			wantState, err := whole.d.(detect.Persister).Save()
			require.NoError(t, err)
			gotState, err := second.d.(detect.Persister).Save()
			require.NoError(t, err)
			assert.Equal(t, string(wantState), string(gotState))
		})
	}
}

// FuzzLoad gives every detector stored bytes from outside: it must refuse them or work with them.
func FuzzLoad(f *testing.F) {
	for name, config := range learners() {
		r := newRig(f, config())
		runRandom(r, 0, 30)
		data, err := r.d.(detect.Persister).Save()
		require.NoError(f, err)
		f.Add(name, data)
		if open, ok := r.d.(detect.Resumer); ok {
			data, err := open.Suspend()
			require.NoError(f, err)
			f.Add(name, data)
		}
	}
	all := learners()
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		config, ok := all[name]
		if !ok {
			return
		}
		r := newRig(t, config())
		if l, ok := r.d.(detect.Learner); ok {
			_ = l.Import(data)
		}
		resumed := errState
		if open, ok := r.d.(detect.Resumer); ok {
			resumed = open.Resume(data)
		}
		if r.d.(detect.Persister).Load(data) != nil && resumed != nil {
			return
		}
		runRandom(r, 0, 3)
		_, err := r.d.(detect.Persister).Save()
		require.NoError(t, err)
	})
}
