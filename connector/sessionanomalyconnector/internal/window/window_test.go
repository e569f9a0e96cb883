// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package window

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestCounterSlides(t *testing.T) {
	var c Counter
	t0 := time.Unix(1_000_000, 0)
	assert.Equal(t, int64(2), c.Add(t0, 2, time.Minute))
	assert.Equal(t, int64(3), c.Add(t0.Add(30*time.Second), 1, time.Minute))
	assert.Equal(t, int64(4), c.Add(t0.Add(10*time.Second), 1, time.Minute), "late but inside")
	assert.Equal(t, int64(4), c.Add(t0.Add(-time.Hour), 1, time.Minute), "too late to count")
	assert.Equal(t, int64(1), c.Sum(t0.Add(80*time.Second), time.Minute), "the first and the late one slid out")
	assert.Equal(t, int64(0), c.Sum(t0.Add(time.Hour), time.Minute))
}

func TestKeyedEvictsTheLeastRecentlyUsed(t *testing.T) {
	k, t0 := NewKeyed[int](2), time.Unix(1000, 0)
	*k.Get("a", t0) = 1
	*k.Get("b", t0.Add(1)) = 2
	*k.Get("a", t0.Add(2)) += 10
	*k.Get("c", t0.Add(3)) = 3
	_, ok := k.Peek("b")
	assert.False(t, ok)
	a, ok := k.Peek("a")
	assert.True(t, ok)
	assert.Equal(t, 11, *a)
	assert.Equal(t, int64(1), k.Evicted)

	k.Expire(t0.Add(3))
	var left []string
	k.Each(func(key string, _ time.Time, _ *int) { left = append(left, key) })
	assert.Equal(t, []string{"c"}, left)
	assert.Equal(t, 1, k.Len())
}
