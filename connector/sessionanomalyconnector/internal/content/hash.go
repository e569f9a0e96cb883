// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import "strings"

const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

// wordHash is FNV-1a over a lower-case word.
func wordHash(word string) uint32 {
	h := uint32(fnvBasis)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * fnvPrime
	}
	return h
}

// nameHash hashes the name of a tool as a whole, so that it equals no single word.
func nameHash(name string) uint32 { return ^wordHash(strings.ToLower(name)) }
