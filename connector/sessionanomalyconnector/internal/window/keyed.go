// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package window

import (
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
)

// Keyed holds one value for each key, the least recently used one leaving first when there are too many.
type Keyed[T any] struct {
	max     int
	entries map[string]*node[T]
	order   recency.List[entry[T]]
	// Evicted counts the entries that had to leave.
	Evicted int64
}

type node[T any] = recency.Node[entry[T]]

type entry[T any] struct {
	key   string
	used  time.Time
	value T
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

// Use is Get for a key in a buffer, which it copies only when it is new.
func (k *Keyed[T]) Use(key []byte, t time.Time) Place[T] {
	n, ok := k.entries[string(key)]
	if !ok {
		n = k.add(string(key))
	}
	k.touch(n, t)
	return Place[T]{n}
}

// UseAgain is Use for the key of a place that has one.
func (k *Keyed[T]) UseAgain(p Place[T], t time.Time) { k.touch(p.of, t) }

// Place leads to an entry without looking for its key. The zero value leads nowhere.
type Place[T any] struct{ of *node[T] }

// Key is that of the entry, empty once it was removed.
func (p Place[T]) Key() string {
	if p.of == nil {
		return ""
	}
	return p.of.Of.key
}

// Value is that of the entry.
func (p Place[T]) Value() *T { return &p.of.Of.value }

func (k *Keyed[T]) add(key string) *node[T] {
	if len(k.entries) >= k.max {
		k.remove(k.order.First())
		k.Evicted++
	}
	n := &node[T]{Of: entry[T]{key: key}}
	k.entries[key] = n
	return n
}

func (k *Keyed[T]) touch(n *node[T], t time.Time) *T {
	k.order.Use(n)
	if t.After(n.Of.used) {
		n.Of.used = t
	}
	return &n.Of.value
}

// Peek returns the value of key if there is one, without marking it used.
func (k *Keyed[T]) Peek(key string) (*T, bool) {
	if n, ok := k.entries[key]; ok {
		return &n.Of.value, true
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
	return n.Of.value, true
}

// Expire removes what was not used since t. It looks at the entries in order of use and stops at the first recent one.
func (k *Keyed[T]) Expire(t time.Time) {
	for n := k.order.First(); n != nil && n.Of.used.Before(t); n = k.order.First() {
		k.remove(n)
	}
}

// Each calls f for every entry, least recently used first.
func (k *Keyed[T]) Each(f func(key string, used time.Time, value *T)) {
	for n := k.order.First(); n != nil; n = n.Newer() {
		f(n.Of.key, n.Of.used, &n.Of.value)
	}
}

func (k *Keyed[T]) remove(n *node[T]) {
	k.order.Remove(n)
	delete(k.entries, n.Of.key)
	n.Of.key = ""
}
