// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"iter"

	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
)

const (
	bands       = 8
	rowsPerBand = SignatureSize / bands
)

// Index finds signatures similar to a given one without comparing against all of them (locality-sensitive hashing by
// bands). It holds a bounded number of entries and forgets the one that was used longest ago. The cost of a look-up does
// not depend on how many entries it holds.
type Index[T any] struct {
	limit   int
	minimum float64
	bands   map[bandKey]*node[T]
	order   recency.List[Entry[T]]
	evicted uint64
}

type node[T any] = recency.Node[Entry[T]]

// Entry is one signature of an Index with what the user attached to it.
type Entry[T any] struct {
	Value     T
	signature Signature
	space     uint64
}

type bandKey struct {
	space uint64
	band  uint8
	hash  uint64
}

// NewIndex returns an index of at most limit entries in which signatures are the same entry from a similarity of minimum on.
func NewIndex[T any](limit int, minimum float64) *Index[T] {
	return &Index[T]{limit: max(limit, 1), minimum: minimum, bands: map[bandKey]*node[T]{}}
}

// Find returns the entry that sig belongs to and makes one if there is none. Entries of different spaces never match.
func (x *Index[T]) Find(space uint64, sig *Signature) (entry *Entry[T], known bool) {
	keys := bandKeys(space, sig)
	for _, k := range keys {
		if n := x.bands[k]; n != nil && n.Of.signature.Similarity(sig) >= x.minimum {
			x.order.Use(n)
			return &n.Of, true
		}
	}
	n := x.add(space, sig)
	for _, k := range keys {
		x.bands[k] = n
	}
	return &n.Of, false
}

func (x *Index[T]) add(space uint64, sig *Signature) *node[T] {
	if x.order.Len() >= x.limit {
		x.remove(x.order.First())
		x.evicted++
	}
	n := &node[T]{Of: Entry[T]{signature: *sig, space: space}}
	x.order.Use(n)
	return n
}

// Bands says by which of its bands an entry is found: a later entry that has a band in common takes it over.
func (x *Index[T]) Bands(e *Entry[T]) (found uint8) {
	for i, k := range bandKeys(e.space, &e.signature) {
		if n := x.bands[k]; n != nil && &n.Of == e {
			found |= 1 << i
		}
	}
	return found
}

// Restore adds an entry as it was in another Index, as the one used last. found is what Bands said of it.
func (x *Index[T]) Restore(space uint64, sig *Signature, found uint8) *Entry[T] {
	n := x.add(space, sig)
	for i, k := range bandKeys(space, sig) {
		if found&(1<<i) != 0 {
			x.bands[k] = n
		}
	}
	return &n.Of
}

// All goes through the entries, from the one used last to the one used longest ago.
func (x *Index[T]) All() iter.Seq[*Entry[T]] {
	return func(yield func(*Entry[T]) bool) {
		for n := x.order.Latest(); n != nil && yield(&n.Of); n = n.Older() {
		}
	}
}

// Signature is what the entry was made with.
func (e *Entry[T]) Signature() Signature { return e.signature }

// Space is the space the entry belongs to.
func (e *Entry[T]) Space() uint64 { return e.space }

// Len returns the number of entries held.
func (x *Index[T]) Len() int { return x.order.Len() }

// Evicted returns how many entries were forgotten because the index was full.
func (x *Index[T]) Evicted() uint64 { return x.evicted }

func (x *Index[T]) remove(n *node[T]) {
	for _, k := range bandKeys(n.Of.space, &n.Of.signature) {
		if x.bands[k] == n {
			delete(x.bands, k)
		}
	}
	x.order.Remove(n)
}

func bandKeys(space uint64, sig *Signature) [bands]bandKey {
	var keys [bands]bandKey
	for b := range keys {
		h := uint64(b)
		for _, v := range sig[b*rowsPerBand : (b+1)*rowsPerBand] {
			h = Mix(h, uint64(v))
		}
		keys[b] = bandKey{space: space, band: uint8(b), hash: h}
	}
	return keys
}
