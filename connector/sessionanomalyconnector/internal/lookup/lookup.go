// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package lookup remembers what was found in a map of late: the names of tools and of their arguments come again and again,
// in storage that they share, and to see that two strings are in one place takes less than to hash one.
package lookup

import "unsafe"

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
	start := startOf(key)
	at := &r.held[int(start>>4)&(len(r.held)-1)]
	if at.value != nil && startOf(at.key) == start && len(at.key) == len(key) {
		return at.value
	}
	return at.find(all, key)
}

// startOf is where in storage a key begins.
func startOf(key string) uintptr {
	return uintptr(unsafe.Pointer(unsafe.StringData(key))) //nolint:gosec // G103: it is compared, never read through.
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
