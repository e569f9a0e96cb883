// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import "iter"

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
	bands   map[bandKey]*Entry[T]
	newest  *Entry[T]
	oldest  *Entry[T]
	size    int
	evicted uint64
}

// Entry is one signature of an Index with what the user attached to it.
type Entry[T any] struct {
	Value     T
	signature Signature
	space     uint64
	newer     *Entry[T]
	older     *Entry[T]
}

type bandKey struct {
	space uint64
	band  uint8
	hash  uint64
}

// NewIndex returns an index of at most limit entries in which signatures are the same entry from a similarity of minimum on.
func NewIndex[T any](limit int, minimum float64) *Index[T] {
	return &Index[T]{limit: max(limit, 1), minimum: minimum, bands: map[bandKey]*Entry[T]{}}
}

// Find returns the entry that sig belongs to and makes one if there is none. Entries of different spaces never match.
func (x *Index[T]) Find(space uint64, sig *Signature) (entry *Entry[T], known bool) {
	keys := bandKeys(space, sig)
	for _, k := range keys {
		if e := x.bands[k]; e != nil && e.signature.Similarity(sig) >= x.minimum {
			x.touch(e)
			return e, true
		}
	}
	if x.size >= x.limit {
		x.remove(x.oldest)
		x.evicted++
	}
	e := &Entry[T]{signature: *sig, space: space}
	for _, k := range keys {
		x.bands[k] = e
	}
	x.push(e)
	x.size++
	return e, false
}

// All goes through the entries, from the one used last to the one used longest ago.
func (x *Index[T]) All() iter.Seq[*Entry[T]] {
	return func(yield func(*Entry[T]) bool) {
		for e := x.newest; e != nil && yield(e); e = e.older {
		}
	}
}

// Signature is what the entry was made with.
func (e *Entry[T]) Signature() Signature { return e.signature }

// Space is the space the entry belongs to.
func (e *Entry[T]) Space() uint64 { return e.space }

// Len returns the number of entries held.
func (x *Index[T]) Len() int { return x.size }

// Evicted returns how many entries were forgotten because the index was full.
func (x *Index[T]) Evicted() uint64 { return x.evicted }

func (x *Index[T]) remove(e *Entry[T]) {
	for _, k := range bandKeys(e.space, &e.signature) {
		if x.bands[k] == e {
			delete(x.bands, k)
		}
	}
	x.unlink(e)
	x.size--
}

func (x *Index[T]) touch(e *Entry[T]) {
	if x.newest != e {
		x.unlink(e)
		x.push(e)
	}
}

func (x *Index[T]) push(e *Entry[T]) {
	e.older, e.newer = x.newest, nil
	if x.newest != nil {
		x.newest.newer = e
	}
	x.newest = e
	if x.oldest == nil {
		x.oldest = e
	}
}

func (x *Index[T]) unlink(e *Entry[T]) {
	if e.newer != nil {
		e.newer.older = e.older
	} else {
		x.newest = e.older
	}
	if e.older != nil {
		e.older.newer = e.newer
	} else {
		x.oldest = e.newer
	}
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
