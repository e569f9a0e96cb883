// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package lookup remembers what was found in a map of late: the names of tools and of their arguments come again and again,
// and to compare a string takes less than to hash it.
package lookup

// Recent is a few entries of a map. What leaves the map must be forgotten.
type Recent[V any] struct{ held []held[V] }

type held[V any] struct {
	key   string
	value *V
}

// NewRecent returns none, with room for as many as a power of two.
func NewRecent[V any](limit int) Recent[V] { return Recent[V]{make([]held[V], limit)} }

// In returns the value of a key in a map, nil if there is none.
func (r *Recent[V]) In(all map[string]*V, key string) *V {
	at := &r.held[Place(key)&(len(r.held)-1)]
	if at.value != nil && at.key == key {
		return at.value
	}
	return at.find(all, key)
}

func (h *held[V]) find(all map[string]*V, key string) *V {
	if len(all) == 0 {
		return nil
	}
	value := all[key]
	if value != nil {
		h.key, h.value = key, value
	}
	return value
}

// Forget forgets all entries.
func (r *Recent[V]) Forget() { clear(r.held) }

// Place is a number that differs for most names: it tells of their length, an end and the middle.
func Place(key string) int {
	n := len(key)
	if n == 0 {
		return 0
	}
	return n + 5*int(key[n-1]) + 11*int(key[n/2])
}
