// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// TestIndexIsAMap does the same at random to an index and to a map, with few keys and with many.
func TestIndexIsAMap(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for _, keys := range []int{3, 40, 2000} {
		x, plain := newIndex(), map[string]*node{}
		for range 20 * keys {
			key := fmt.Sprint("session ", random.IntN(keys))
			n := x.find(key, x.hashOf(key))
			require.Same(t, plain[key], n)
			switch {
			case n == nil:
				n = &node{Of: entry{session: detect.MakeSession(key, nil)}}
				x.add(n)
				plain[key] = n
			case random.IntN(2) == 0:
				x.remove(n)
				delete(plain, key)
			}
			require.Equal(t, len(plain), x.n)
		}
	}
}
