// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSaveAndLoad(t *testing.T) {
	s := newStore(8)
	learn(s, "a", 60, start, time.Hour)
	learn(s, "b", 5, start, 24*time.Hour)
	data, err := s.Save()
	require.NoError(t, err)

	back := newStore(8)
	require.NoError(t, back.Load(data))
	again, err := back.Save()
	require.NoError(t, err)
	assert.JSONEq(t, string(data), string(again))
	_, ready := back.Ready("a")
	assert.True(t, ready)
	_, ready = back.Ready("b")
	assert.False(t, ready)
}

func TestLoadKeepsTheHeaviestWhenTheLimitIsSmaller(t *testing.T) {
	s := newStore(8)
	learn(s, "a", 1, start, time.Hour)
	learn(s, "b", 5, start, time.Hour)
	data, err := s.Save()
	require.NoError(t, err)
	back := newStore(1)
	require.NoError(t, back.Load(data))
	assert.Equal(t, 1, back.Len())
	_, known := back.Peek("b")
	assert.True(t, known)
}

func TestImportDoesNotReplace(t *testing.T) {
	staging, production := newStore(8), newStore(8)
	learn(staging, "a", 60, start, time.Hour)
	learn(staging, "b", 60, start, time.Hour)
	learn(production, "a", 7, start, time.Hour)
	data, err := staging.Save()
	require.NoError(t, err)
	require.NoError(t, production.Import(data))
	v, _ := production.Peek("a")
	assert.Equal(t, 7.0, v.Weight())
	v, _ = production.Peek("b")
	assert.Greater(t, v.Weight(), 50.0)
}

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, data string }{
		{"no JSON", "\x00\x01"},
		{"another version", `{"version":2,"baselines":[]}`},
		{"no version", `{"baselines":[]}`},
		{"negative weight", `{"version":1,"baselines":[{"key":"a","weight":-1,"value":[]}]}`},
		{"last before first", `{"version":1,"baselines":[{"key":"a","first":2,"last":1,"value":[]}]}`},
		{"no value", `{"version":1,"baselines":[{"key":"a"}]}`},
		{"bucket out of range", `{"version":1,"baselines":[{"key":"a","value":[100,1]}]}`},
		{"buckets not ascending", `{"version":1,"baselines":[{"key":"a","value":[5,1,4,1]}]}`},
		{"broken bucket", `{"version":1,"baselines":[{"key":"a","value":[0.5,1]}]}`},
		{"half a pair", `{"version":1,"baselines":[{"key":"a","value":[5]}]}`},
		{"no list", `{"version":1,"baselines":{}}`},
		{"a list cut short", `{"version":1,"baselines":[{}`},
		{"a value of great length", `{"version":1,"baselines":[{"key":"a","value":[` + strings.Repeat(" ", maxValueBytes) + `]}]}`},
		{"value of another kind", `{"version":1,"baselines":[{"key":"a","value":"x"}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(8)
			learn(s, "kept", 3, start, time.Hour)
			require.Error(t, s.Load([]byte(tt.data)))
			assert.Equal(t, 1, s.Len(), "a refused form changes nothing")
		})
	}
	t.Run("more than can be", func(t *testing.T) {
		data := `{"version":1,"baselines":[{}` + strings.Repeat(",{}", maxEntries) + `]}`
		require.ErrorIs(t, newStore(8).Load([]byte(data)), errList)
	})
	t.Run("too large", func(t *testing.T) {
		require.ErrorIs(t, newStore(8).Load(make([]byte, MaxBytes+1)), errTooLarge)
	})
}

func FuzzLoad(f *testing.F) {
	s := newStore(8)
	learn(s, "a", 60, start, time.Hour)
	data, err := s.Save()
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newStore(8)
		if s.Load(data) != nil {
			return
		}
		assert.LessOrEqual(t, s.Len(), 8)
		v, _ := s.Learn("a", start)
		v.Add(1)
		_, err := s.Save()
		require.NoError(t, err)
	})
}

func TestConfig(t *testing.T) {
	cfg := NewDefaultConfig()
	require.NoError(t, cfg.Validate())
	bad := Config{HalfLife: time.Minute, WarmUp: WarmUpConfig{Duration: -1}, MaxTypes: 0}
	err := bad.Validate()
	require.Error(t, err)
	for _, key := range []string{"half_life", "warm_up::duration", "max_types"} {
		assert.ErrorContains(t, err, key)
	}
}
