// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import "github.com/cespare/xxhash/v2"

// Hash returns a well-mixed hash of s. It is stable: stored baselines rely on it.
func Hash(s string) uint64 { return xxhash.Sum64String(s) }

// Mix combines two hashes into a well-mixed one; the order matters (the finalizer of SplitMix64).
func Mix(a, b uint64) uint64 {
	x := a ^ (b + 0x9e3779b97f4a7c15 + a<<6 + a>>2)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
