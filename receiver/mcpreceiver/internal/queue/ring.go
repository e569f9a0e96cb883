// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package queue holds what waits between the traffic and the pipeline. Adding to it never blocks.
package queue

import "sync"

// Ring is a bounded first-in first-out queue. It is safe for concurrent use.
type Ring[T any] struct {
	mu       sync.Mutex
	items    []T
	max      int
	maxBytes int64
	bytes    int64
	wakeAt   int
	wake     chan struct{}
}

// wakeBytes is the weight that makes the reader start before its time: what has just been written is still in the cache.
const wakeBytes = 1 << 20

// NewRing returns a queue of at most size items that weigh at most maxBytes together.
func NewRing[T any](size int, maxBytes int64) *Ring[T] {
	return &Ring[T]{max: size, maxBytes: maxBytes, wakeAt: max(1, min(size/4, 256)), wake: make(chan struct{}, 1)}
}

// Push adds an item that weighs so many bytes. It returns false, and keeps nothing, when the queue is full.
func (r *Ring[T]) Push(item T, weight int64) bool {
	r.mu.Lock()
	if len(r.items) >= r.max || (r.bytes > 0 && r.bytes+weight > r.maxBytes) {
		r.mu.Unlock()
		return false
	}
	r.items = append(r.items, item)
	r.bytes += weight
	full := len(r.items) == r.wakeAt || (r.bytes >= wakeBytes && r.bytes-weight < wakeBytes)
	r.mu.Unlock()
	if full {
		select {
		case r.wake <- struct{}{}:
		default:
		}
	}
	return true
}

// Wake tells the reader, before its next regular look, that a good number of items has gathered.
func (r *Ring[T]) Wake() <-chan struct{} { return r.wake }

// Swap takes everything that waits and leaves into, emptied, in its place.
func (r *Ring[T]) Swap(into []T) []T {
	clear(into)
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.items
	r.items, r.bytes = into[:0], 0
	return taken
}
