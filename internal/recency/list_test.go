// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package recency

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestListIsASliceInOrder does the same at random to a list and to a slice.
func TestListIsASliceInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var list List[int]
	var plain []int
	nodes := make([]Node[int], 8)
	for i := range nodes {
		nodes[i].Of = i + 1
	}
	for range 10_000 {
		n := &nodes[random.IntN(len(nodes))]
		plain = slices.DeleteFunc(plain, func(e int) bool { return e == n.Of })
		if random.IntN(3) == 0 {
			list.Remove(n)
		} else {
			list.Use(n)
			plain = append(plain, n.Of)
		}
		require.Equal(t, len(plain), list.Len())
		var got []int
		for at := list.First(); at != nil; at = at.Newer() {
			got = append(got, at.Of)
		}
		require.True(t, slices.Equal(plain, got), "%v, want %v", got, plain)
		oldest := 0
		if len(plain) > 0 {
			oldest = plain[0]
		}
		require.Equal(t, oldest, list.Oldest())
		var back []int
		for at := list.Latest(); at != nil; at = at.Older() {
			back = append(back, at.Of)
		}
		slices.Reverse(back)
		require.True(t, slices.Equal(plain, back), "%v, want %v", back, plain)
	}
}
