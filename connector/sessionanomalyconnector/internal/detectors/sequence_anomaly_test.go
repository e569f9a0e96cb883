// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func sequenceRig(tb testing.TB) *rig {
	tb.Helper()
	cfg := NewSequenceAnomalyConfig()
	return newRig(tb, &cfg)
}

// trainOrder runs n sessions that search, read one to three files, and write; some list in between.
func trainOrder(r *rig, n int) time.Time {
	at := day0
	for i := range n {
		tools := []string{"search", "read"}
		for range i % 3 {
			tools = append(tools, "read")
		}
		if i%4 == 0 {
			tools = append(tools, "list", "delete_temp")
		}
		r.session(at, fmt.Sprint("train-", i), append(tools, "write")...)
		at = at.Add(10 * time.Minute)
	}
	return at
}

func TestSequenceAnomaly(t *testing.T) {
	for _, tt := range []struct {
		name    string
		trained int
		tools   []string
		want    []string
	}{
		{"the usual order", 100, []string{"search", "read", "read", "write"}, nil},
		{"a variation", 100, []string{"search", "read", "list", "delete_temp", "write"}, nil},
		{"backwards", 100, []string{"write", "delete_temp", "list", "search"}, []string{"medium"}},
		{"one tool over and over that is never repeated", 100, []string{"search", "delete_temp", "delete_temp", "delete_temp"}, []string{"medium"}},
		{"tools never seen", 100, []string{"search", "read", "dump_env", "post"}, []string{"medium"}},
		{"silent until enough sessions were scored", 69, []string{"write", "delete_temp", "list", "search"}, nil},
		{"and not longer", 70, []string{"write", "delete_temp", "list", "search"}, []string{"medium"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := sequenceRig(t)
			at := trainOrder(r, tt.trained)
			require.Empty(t, r.found)
			r.session(at, "s", tt.tools...)
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestSequenceAnomalyLearnsNothingFromASessionWithFindings(t *testing.T) {
	r := sequenceRig(t)
	at := trainOrder(r, 100)
	for i := range 50 {
		r.session(at.Add(time.Duration(i)*time.Minute), fmt.Sprint("s-", i), "write", "delete_temp", "list", "search")
		assert.NotEmpty(t, r.severities(), "session %d", i)
	}
}

func TestSequenceAnomalyOfALongSessionIsBounded(t *testing.T) {
	r := sequenceRig(t)
	at := trainOrder(r, 100)
	for i := range 10_000 {
		r.call(at.Add(time.Duration(i)*time.Second), "s", []string{"read", "read", "write"}[i%3])
	}
	state, _ := r.d.(*sequenceAnomaly).slot.Peek(r.sessions["s"])
	assert.Len(t, state.Calls, maxLearnedCalls)
	assert.LessOrEqual(t, state.Size(), 1024)
}

func TestSequenceAnomalyPastTheSessionsToolList(t *testing.T) {
	r := sequenceRig(t)
	for _, name := range toolNames(256) {
		r.call(day0, "s", name)
	}
	assert.Zero(t, r.drops[dropSessionLimit])
	r.call(day0, "s", "one_more")
	assert.Equal(t, int64(1), r.drops[dropSessionLimit])
}

func TestSequenceAnomalySurvivesARestart(t *testing.T) {
	r := sequenceRig(t)
	at := trainOrder(r, 100)
	data, err := r.d.(detect.Persister).Save()
	require.NoError(t, err)
	after := sequenceRig(t)
	require.NoError(t, after.d.(detect.Persister).Load(data))
	after.session(at, "s", "write", "delete_temp", "list", "search")
	assert.Equal(t, []string{"medium"}, after.severities())

	err = after.d.(detect.Persister).Load([]byte(`{"version":1,"baselines":[{"key":"a","value":{"model":null,"scores":[]}}]}`))
	assert.ErrorIs(t, err, errSequences)
}

func TestSequenceAnomalyConfig(t *testing.T) {
	cfg := NewSequenceAnomalyConfig()
	require.NoError(t, cfg.Validate())
	err := (&SequenceAnomalyConfig{MinBits: -1}).Validate()
	for _, key := range []string{"quantile", "margin", "min_bits"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkSequenceAnomaly(b *testing.B) {
	r := sequenceRig(b)
	benchObserve(b, r, trainOrder(r, 100))
}
