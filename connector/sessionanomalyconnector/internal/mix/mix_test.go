// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mix

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func counts(pairs map[string]float64) *Counts {
	c := NewCounts()
	for tool, n := range pairs {
		c.Add(tool, n)
	}
	return c
}

func TestCompare(t *testing.T) {
	usual := map[string]float64{"search": 600, "read": 300, "write": 100}
	for _, tt := range []struct {
		name     string
		now      map[string]float64
		from, to float64
		most     string
	}{
		{"the same", usual, 0, 0, ""},
		{"the same proportions", map[string]float64{"search": 6, "read": 3, "write": 1}, 0, 1e-9, ""},
		{"a little different", map[string]float64{"search": 55, "read": 32, "write": 13}, 0.0001, 0.01, "write"},
		{"half of it is something else", map[string]float64{"search": 30, "read": 15, "write": 5, "dump": 50}, 0.2, 0.4, "dump"},
		{"nothing in common", map[string]float64{"dump": 1}, 1, 1, "dump"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bits, changes := counts(tt.now).Compare(counts(usual))
			assert.GreaterOrEqual(t, bits, tt.from-1e-12)
			assert.LessOrEqual(t, bits, tt.to+1e-12)
			if tt.most != "" {
				assert.Equal(t, tt.most, changes[0].Tool)
			}
		})
	}
	bits, changes := NewCounts().Compare(NewCounts())
	assert.Zero(t, bits)
	assert.Empty(t, changes)
}

func TestToolsAreBounded(t *testing.T) {
	c := NewCounts()
	for i := range MaxTools {
		c.Add(strconv.Itoa(i), 1)
	}
	assert.Len(t, c.tools, MaxTools)
	c.Add("one more", 1)
	c.Add("and another", 1)
	c.Add("0", 1)
	assert.Len(t, c.tools, MaxTools+1)
	assert.Equal(t, 2.0, c.count(""))
	assert.Equal(t, 2.0, c.count("0"))
	assert.Equal(t, float64(MaxTools+3), c.Total())
	sum := NewCounts()
	sum.Add("0", 1)
	sum.AddAll(c)
	assert.Equal(t, c.Total()+1, sum.Total())
	assert.Equal(t, 3.0, sum.count("0"))
	long := NewCounts()
	long.Add(strings.Repeat("x", maxName+1), 1)
	assert.Equal(t, 1.0, long.count(""))
}

func TestSignature(t *testing.T) {
	s := NewSignature()
	s.Usual = counts(map[string]float64{"read": 100, "write": 0.06})
	for range 20 {
		s.Score(0.02)
	}
	limit, windows := s.Limit(0.99)
	assert.InDelta(t, 0.02, limit, 0.005)
	assert.Equal(t, 20.0, windows)

	s.Scale(0.5)
	assert.Equal(t, 50.0, s.Usual.Total(), "write is forgotten")

	data, err := s.MarshalJSON()
	require.NoError(t, err)
	back := NewSignature()
	require.NoError(t, back.UnmarshalJSON(data))
	assert.Equal(t, s, back)
	for _, bad := range []string{`[]`, `{"tools":{"a":-1}}`, `{"tools":{"a":1e300}}`, `{"scores":[1]}`} {
		require.Error(t, back.UnmarshalJSON([]byte(bad)))
	}
}
