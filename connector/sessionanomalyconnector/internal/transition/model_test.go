// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package transition

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tool(name string) Name {
	if name == "" {
		return Name{}
	}
	return Name{"files", name}
}

func learnAll(m *Model, times int, steps ...string) {
	for range times {
		a, b := "", ""
		for _, c := range steps {
			m.Learn(tool(a), tool(b), tool(c))
			a, b = b, c
		}
	}
}

func TestSurprise(t *testing.T) {
	m := New()
	learnAll(m, 100, "search", "read", "write")
	learnAll(m, 5, "search", "read", "read")
	search, read, write := m.Step(tool("search")), m.Step(tool("read")), m.Step(tool("write"))
	for _, tt := range []struct {
		name     string
		a, b, c  Step
		from, to float64
	}{
		{"always", Begin, Begin, search, 0, 0.1},
		{"nearly always", search, read, write, 0, 0.3},
		{"sometimes", search, read, read, 3, 5},
		{"never, but a known step", search, read, search, 10, 15},
		{"never seen", search, read, Unknown, 17, 23},
		{"after a context never seen", write, write, read, 1, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := m.Surprise(tt.a, tt.b, tt.c)
			assert.GreaterOrEqual(t, got, tt.from)
			assert.LessOrEqual(t, got, tt.to)
		})
	}
}

func TestProbabilitiesSumToOne(t *testing.T) {
	m := New()
	learnAll(m, 7, "a", "b", "a", "c", "d", "a", "b")
	learnAll(m, 3, "d", "a", "a")
	for _, ctx := range [][2]Step{{Begin, Begin}, {m.Step(tool("a")), m.Step(tool("b"))}, {m.Step(tool("d")), m.Step(tool("d"))}} {
		sum := math.Exp2(-m.Surprise(ctx[0], ctx[1], Unknown))
		for _, name := range []string{"a", "b", "c", "d"} {
			sum += math.Exp2(-m.Surprise(ctx[0], ctx[1], m.Step(tool(name))))
		}
		assert.InDelta(t, 1, sum, 1e-9)
	}
}

func TestEmptyModelIsNotSurprised(t *testing.T) {
	assert.Zero(t, New().Surprise(Begin, Begin, Unknown))
}

func TestLimits(t *testing.T) {
	m := New()
	for i := range MaxNames {
		require.True(t, m.Learn(Name{}, Name{}, tool(strconv.Itoa(i))))
	}
	assert.False(t, m.Learn(Name{}, Name{}, tool("one more")))
	assert.Equal(t, Unknown, m.Step(tool("one more")))
	assert.False(t, m.Learn(Name{}, Name{}, tool(strings.Repeat("x", maxName+1))))

	m = New()
	for i := range MaxTriples {
		require.True(t, m.Learn(tool(strconv.Itoa(i%200)), tool(strconv.Itoa(i/200)), tool("x")))
	}
	assert.Len(t, m.triples, MaxTriples)
	assert.False(t, m.Learn(tool("x"), tool("x"), tool("x")))
	assert.True(t, m.Learn(tool("0"), tool("0"), tool("x")), "what is known is still counted")
}

func TestScaleForgets(t *testing.T) {
	m := New()
	learnAll(m, 100, "a", "b")
	learnAll(m, 1, "c")
	before := m.Surprise(Begin, Begin, m.Step(tool("a")))
	m.Scale(0.5)
	assert.InDelta(t, before, m.Surprise(Begin, Begin, m.Step(tool("a"))), 0.1)
	m.Scale(0.09)
	assert.Len(t, m.triples, 2, "c was seen once, long ago")
}

func TestStoredFormRoundTrips(t *testing.T) {
	m := New()
	learnAll(m, 5, "a", "b", "c", "a")
	data, err := m.MarshalJSON()
	require.NoError(t, err)
	back := New()
	require.NoError(t, back.UnmarshalJSON(data))
	assert.Equal(t, m, back)
	again, err := back.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, string(data), string(again))
}

func TestUnmarshalRefuses(t *testing.T) {
	for _, tt := range []struct{ name, data string }{
		{"another kind", `[]`},
		{"step without a name", `{"names":[["s","a"]],"rows":[[0,0,2,1]]}`},
		{"negative step", `{"names":[["s","a"]],"rows":[[0,-1,1,1]]}`},
		{"broken step", `{"names":[["s","a"]],"rows":[[0,0.5,1,1]]}`},
		{"no weight", `{"names":[["s","a"]],"rows":[[0,0,1,0]]}`},
		{"a row twice", `{"names":[["s","a"]],"rows":[[0,0,1,1],[0,0,1,1]]}`},
		{"a name twice", `{"names":[["s","a"],["s","a"]]}`},
		{"an empty name", `{"names":[["",""]]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := New()
			require.Error(t, m.UnmarshalJSON([]byte(tt.data)))
			assert.Equal(t, New(), m)
		})
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(`{"names":[["files","a"],["files","b"]],"rows":[[0,0,1,1],[0,1,2,3]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := New()
		if m.UnmarshalJSON(data) != nil {
			return
		}
		m.Learn(tool("a"), tool("b"), tool("c"))
		m.Scale(0.5)
		assert.False(t, math.IsNaN(m.Surprise(Begin, Begin, m.Step(tool("a")))))
		_, err := m.MarshalJSON()
		require.NoError(t, err)
	})
}

func BenchmarkSurprise(b *testing.B) {
	m := New()
	learnAll(m, 5, "a", "b", "c", "a", "d", "b")
	x, y, z := m.Step(tool("a")), m.Step(tool("b")), m.Step(tool("c"))
	b.ReportAllocs()
	for b.Loop() {
		m.Surprise(x, y, z)
	}
}
