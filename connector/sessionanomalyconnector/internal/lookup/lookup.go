// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package lookup remembers what was found in a map of late: the names of tools and of their arguments come again and again,
// and to compare a string takes less than to hash it.
package lookup

// places is how many are remembered, at most: a power of two.
const places = 16

// Recent is a few entries of a map. The zero value has none. What leaves the map must be forgotten.
type Recent[V any] struct {
	held [places]struct {
		key   string
		value *V
	}
}

// In returns the value of a key in a map, nil if there is none.
func (x *Recent[V]) In(all map[string]*V, key string) *V {
	at := &x.held[place(key)]
	if at.value != nil && at.key == key {
		return at.value
	}
	value := all[key]
	if value != nil {
		at.key, at.value = key, value
	}
	return value
}

// Forget forgets all entries.
func (x *Recent[V]) Forget() { *x = Recent[V]{} }

func place(key string) int {
	n := len(key)
	if n == 0 {
		return 0
	}
	return (n + int(key[n-1]) + 3*int(key[n/2])) % places
}
