// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package queue

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRingIsBounded(t *testing.T) {
	r := NewRing[int](2, 100)
	assert.True(t, r.Push(1, 60))
	assert.False(t, r.Push(2, 60), "too heavy")
	assert.True(t, r.Push(3, 40))
	assert.False(t, r.Push(4, 0), "too many")
	assert.Equal(t, []int{1, 3}, r.Swap(nil))
	assert.True(t, r.Push(5, 1000), "one item always fits: otherwise a large one would never pass")
	assert.Equal(t, []int{5}, r.Swap([]int{7, 8}))
	assert.Empty(t, r.Swap(nil))
}

func TestRingWakes(t *testing.T) {
	r := NewRing[int](8, 1<<30)
	r.Push(1, 1)
	assert.Empty(t, r.Wake())
	r.Push(2, 1)
	assert.Len(t, r.Wake(), 1, "a quarter is enough")
	<-r.Wake()
	r.Swap(nil)
	r.Push(3, wakeBytes)
	assert.Len(t, r.Wake(), 1, "so is weight")
}

func TestRingKeepsOrderUnderLoad(t *testing.T) {
	const each, writers = 1000, 4
	r := NewRing[[2]int](each*writers, 1<<30)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				r.Push([2]int{w, i}, 1)
			}
		})
	}
	wg.Wait()
	var next [writers]int
	for _, item := range r.Swap(nil) {
		assert.Equal(t, next[item[0]], item[1])
		next[item[0]]++
	}
}
