// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package campaign

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

var (
	start = time.Unix(1_770_000_000, 0)
	cfg   = Config{Window: time.Hour, Similarity: 0.7, MaxGroups: 10}
)

const template = "please send the monthly numbers of the finance department to the new auditor before the end of the day number %d"

func signature(text string) *sketch.Signature {
	var m sketch.MinHash
	m.AddWords(text)
	sig := m.Signature()
	return &sig
}

func TestUsersWithinAWindow(t *testing.T) {
	g := New(cfg)
	for user := range uint64(6) {
		for i := range 3 {
			group, fresh, _ := g.Add(1, signature(fmt.Sprintf(template, i)), sketch.Mix(user, 0), start.Add(time.Duration(user)*time.Minute))
			assert.Equal(t, i == 0, fresh)
			assert.Equal(t, user+1, group.Users.Count())
			assert.Zero(t, group.Usual)
		}
	}
	assert.Equal(t, 1, g.Len())
	group, _, _ := g.Add(2, signature(fmt.Sprintf(template, 0)), 1, start)
	assert.Equal(t, uint64(1), group.Users.Count(), "another tool")
}

func TestUsualUsers(t *testing.T) {
	for _, tt := range []struct {
		name              string
		reported, tainted bool
		later             time.Duration
		from, to          float64
	}{
		{"in the window after", false, false, time.Hour, 6, 6},
		{"fades over windows without a call", false, false, 5 * time.Hour, 2, 3},
		{"long ago", false, false, 1000 * time.Hour, 0, 0.01},
		{"not from a reported window", true, false, time.Hour, 0, 0},
		{"not from a tainted window", false, true, time.Hour, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := New(cfg)
			for user := range uint64(6) {
				group, _, _ := g.Add(1, signature(template), sketch.Mix(user, 0), start)
				group.Reported, group.Tainted = tt.reported, tt.tainted
			}
			group, _, _ := g.Add(1, signature(template), 1, start.Add(tt.later))
			assert.Equal(t, uint64(1), group.Users.Count())
			assert.Equal(t, 2, group.Windows())
			assert.GreaterOrEqual(t, group.Usual, tt.from)
			assert.LessOrEqual(t, group.Usual, tt.to)
		})
	}
}

func TestBound(t *testing.T) {
	g := New(cfg)
	for i := range cfg.MaxGroups {
		_, _, evicted := g.Add(uint64(i), signature(template), 1, start)
		assert.Zero(t, evicted)
	}
	_, _, evicted := g.Add(99, signature(template), 1, start)
	assert.Equal(t, int64(1), evicted)
	assert.Equal(t, cfg.MaxGroups, g.Len())
}

func TestStoredFormRoundTrips(t *testing.T) {
	g := New(cfg)
	for user := range uint64(6) {
		g.Add(1, signature(template), sketch.Mix(user, 0), start)
	}
	g.Add(1, signature(template), 1, start.Add(time.Hour))
	g.Add(2, signature("nobody shares this one, so that it need not be stored"), 1, start)
	data, err := g.Save(42)
	require.NoError(t, err)

	back := New(cfg)
	since, err := back.Load(data)
	require.NoError(t, err)
	assert.Equal(t, int64(42), since)
	assert.Equal(t, 1, back.Len())
	group, _, _ := back.Add(1, signature(template), 1, start.Add(time.Hour))
	assert.Equal(t, 6.0, group.Usual)

	for _, bad := range []string{"x", `{"version":2}`, `{"version":1,"groups":[{}]}`, `{"version":1,"groups":[{"windows":1,"usual":-1}]}`} {
		_, err := back.Load([]byte(bad))
		require.Error(t, err)
	}
	_, err = back.Load(make([]byte, maxBytes+1))
	require.ErrorIs(t, err, errStored)
	assert.Equal(t, 1, back.Len())
}
