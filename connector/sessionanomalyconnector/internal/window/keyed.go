// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package window

import (
	"strings"
	"time"
)

// Keyed holds one value for each key, the least recently used one leaving first when there are too many.
type Keyed[T any] struct {
	max     int
	entries map[string]*node[T]
	oldest  *node[T]
	newest  *node[T]
	// Evicted counts the entries that had to leave.
	Evicted int64
}

type node[T any] struct {
	key        string
	used       time.Time
	value      T
	prev, next *node[T]
}

// NewKeyed returns a table of at most limit entries.
func NewKeyed[T any](limit int) *Keyed[T] {
	return &Keyed[T]{max: limit, entries: make(map[string]*node[T])}
}

// Len is the number of entries.
func (k *Keyed[T]) Len() int { return len(k.entries) }

// Get returns the value of key, a zero one if there was none, and marks it used at t.
func (k *Keyed[T]) Get(key string, t time.Time) *T {
	n, ok := k.entries[key]
	if !ok {
		n = k.add(strings.Clone(key))
	}
	return k.touch(n, t)
}

// GetBytes is Get for a key in a buffer; it copies the key only when it is new.
func (k *Keyed[T]) GetBytes(key []byte, t time.Time) *T {
	n, ok := k.entries[string(key)]
	if !ok {
		n = k.add(string(key))
	}
	return k.touch(n, t)
}

func (k *Keyed[T]) add(key string) *node[T] {
	if len(k.entries) >= k.max {
		k.remove(k.oldest)
		k.Evicted++
	}
	n := &node[T]{key: key}
	k.entries[key] = n
	k.link(n)
	return n
}

func (k *Keyed[T]) touch(n *node[T], t time.Time) *T {
	if n != k.newest {
		k.unlink(n)
		k.link(n)
	}
	if t.After(n.used) {
		n.used = t
	}
	return &n.value
}

// Peek returns the value of key if there is one, without marking it used.
func (k *Keyed[T]) Peek(key string) (*T, bool) {
	if n, ok := k.entries[key]; ok {
		return &n.value, true
	}
	return nil, false
}

// Remove takes the entry of key out and returns its value.
func (k *Keyed[T]) Remove(key string) (value T, ok bool) {
	n, ok := k.entries[key]
	if !ok {
		return value, false
	}
	k.remove(n)
	return n.value, true
}

// Expire removes what was not used since t. It looks at the entries in order of use and stops at the first recent one.
func (k *Keyed[T]) Expire(t time.Time) {
	for k.oldest != nil && k.oldest.used.Before(t) {
		k.remove(k.oldest)
	}
}

// Each calls f for every entry, least recently used first.
func (k *Keyed[T]) Each(f func(key string, used time.Time, value *T)) {
	for n := k.oldest; n != nil; n = n.next {
		f(n.key, n.used, &n.value)
	}
}

func (k *Keyed[T]) remove(n *node[T]) {
	k.unlink(n)
	delete(k.entries, n.key)
}

func (k *Keyed[T]) link(n *node[T]) {
	n.prev, n.next = k.newest, nil
	if k.newest != nil {
		k.newest.next = n
	} else {
		k.oldest = n
	}
	k.newest = n
}

func (k *Keyed[T]) unlink(n *node[T]) {
	if n.prev != nil {
		n.prev.next = n.next
	} else {
		k.oldest = n.next
	}
	if n.next != nil {
		n.next.prev = n.prev
	} else {
		k.newest = n.prev
	}
	n.prev, n.next = nil, nil
}
