// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package recency keeps things in the order of their last use, for tables that forget the least recently used.
package recency

// Node is a thing's place in a List. It is part of the thing, or has the thing in it, so that a list allocates nothing. One node,
// one list.
type Node[E any] struct {
	// Of is the thing, or leads to it: set by its owner before the first use.
	Of           E
	older, newer *Node[E]
}

// Newer is what was used next, nil for the most recently used.
func (n *Node[E]) Newer() *Node[E] { return n.newer }

// Older is what was used before, nil for the least recently used.
func (n *Node[E]) Older() *Node[E] { return n.older }

// List has the least recently used first. The zero value is empty and ready. It is not safe for concurrent use.
type List[E any] struct {
	oldest, newest *Node[E]
	n              int
}

// Len is the number of things in the list.
func (l *List[E]) Len() int { return l.n }

// First is the node of the least recently used thing, nil in an empty list.
func (l *List[E]) First() *Node[E] { return l.oldest }

// Latest is the node of the most recently used thing, nil in an empty list.
func (l *List[E]) Latest() *Node[E] { return l.newest }

// Oldest is the least recently used thing, the zero value of an empty list.
func (l *List[E]) Oldest() (e E) {
	if l.oldest != nil {
		e = l.oldest.Of
	}
	return e
}

// Use makes a thing the most recently used, and adds it if it is not in the list.
func (l *List[E]) Use(n *Node[E]) {
	if l.newest == n {
		return
	}
	l.Remove(n)
	n.older = l.newest
	if l.newest != nil {
		l.newest.newer = n
	} else {
		l.oldest = n
	}
	l.newest = n
	l.n++
}

// Remove takes a thing out. One that is not in the list stays out.
func (l *List[E]) Remove(n *Node[E]) {
	if n.older == nil && l.oldest != n {
		return
	}
	if n.older != nil {
		n.older.newer = n.newer
	} else {
		l.oldest = n.newer
	}
	if n.newer != nil {
		n.newer.older = n.older
	} else {
		l.newest = n.older
	}
	n.older, n.newer = nil, nil
	l.n--
}
