// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package campaign

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
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
		group, _, _ := g.Add(1, signature(template), sketch.Mix(user, 0), start)
		group.Calls = append(group.Calls, detect.Call{Time: start.UTC(), Tool: "send"})
	}
	g.Add(1, signature(template), 1, start.Add(time.Hour))
	alone, _, _ := g.Add(2, signature("nobody shares this one so far, but its window is open all the same"), 1, start)
	alone.Reported, alone.Tainted = true, true
	data, err := g.Save(42)
	require.NoError(t, err)

	back := New(cfg)
	since, err := back.Load(data)
	require.NoError(t, err)
	assert.Equal(t, int64(42), since)
	assert.Equal(t, 2, back.Len())
	again, err := back.Save(42)
	require.NoError(t, err)
	assert.Equal(t, string(data), string(again))
	group, fresh, _ := back.Add(1, signature(template), 1, start.Add(time.Hour))
	assert.Equal(t, 6.0, group.Usual)
	assert.False(t, fresh, "the user was counted before")
	one, _, _ := back.Add(2, signature("nobody shares this one so far, but its window is open all the same"), 2, start)
	assert.Equal(t, uint64(2), one.Users.Count())
	assert.True(t, one.Reported && one.Tainted)

	for _, bad := range []string{
		"x", `{"version":1}`, `{"version":3}`, `{"version":2,"groups":[{}]}`, `{"version":2,"groups":[{"windows":1,"usual":-1}]}`,
		strings.Replace(string(data), `"windows":1`, `"windows":0`, 1), strings.Replace(string(data), `"users":"A`, `"users":"C`, 1),
		strings.Replace(string(data), `"calls":[`, `"calls":[{},{},{},{},{},{},{},{},{},{},{},{},`, 1), strings.Replace(string(data), `"signature":"`, `"signature":"AAAA`, 1),
	} {
		if bad == string(data) {
			continue
		}
		_, err := back.Load([]byte(bad))
		require.Error(t, err, bad)
	}
	_, err = back.Load(make([]byte, maxBytes+1))
	require.ErrorIs(t, err, errStored)
	assert.Equal(t, 2, back.Len())
}

// TestTheGroupsThatMatterAreStored has room for all groups but one, and then for all but two: a shared one stays, however old.
func TestTheGroupsThatMatterAreStored(t *testing.T) {
	many := Config{Window: time.Hour, Similarity: 0.7, MaxGroups: 2 * maxStored}
	for _, more := range []int{0, 1} {
		g := New(many)
		for user := range uint64(2) {
			g.Add(0, signature(template), sketch.Mix(user, 0), start)
		}
		for tool := range uint64(maxStored - 1 + more) {
			g.Add(tool+1, signature(template), 1, start)
		}
		data, err := g.Save(1)
		require.NoError(t, err)
		back := New(many)
		_, err = back.Load(data)
		require.NoError(t, err)
		assert.Equal(t, maxStored, back.Len())
		for tool, kept := range map[uint64]bool{0: true, 1: more == 0, 2: true, maxStored - 1: true} {
			_, fresh, _ := back.Add(tool, signature(template), 1, start)
			assert.Equal(t, !kept || tool == 0, fresh, "%d more, tool %d", more, tool)
		}
	}
}
