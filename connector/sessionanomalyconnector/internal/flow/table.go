// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "slices"

// entry is a key with the source that said it, as it is stored: the key in the upper bits, the source plus one in the lowest
// byte. Zero is free.
type entry interface{ ~uint32 | ~uint64 }

// sourceBits is how far the key of an entry is shifted.
const sourceBits = 8

func sourceOf[E entry](e E) Source { return Source(e&0xff) - 1 }

// table is a set-associative store: an entry lives in the bucket that the low bits of its key name, so finding it costs the
// same whatever the table holds, and text made to collide fills one bucket and no more.
type table[E entry, B bucket] struct {
	buckets []B
	held    int
}

func (t *table[E, B]) bucket(key E) *B { return &t.buckets[int(key)&(len(t.buckets)-1)] }

// room is bucket for a key to put in: as long as that bucket is full, the table grows up to limit entries.
func (t *table[E, B]) room(key E, limit int) *B {
	for len(t.buckets) == 0 || full(t.bucket(key)) && len(t.buckets)*ways < limit {
		t.grow()
	}
	return t.bucket(key)
}

// grow doubles the table, oldest entries first so that they stay the oldest.
func (t *table[E, B]) grow() {
	old := t.buckets
	t.buckets = make([]B, max(1, 2*len(old)))
	for i := range old {
		for lane := ways - 1; lane >= 0; lane-- {
			if e := E(entryAt(&old[i], lane)); e != 0 {
				insert(t.bucket(e>>sourceBits), uint64(e))
			}
		}
	}
}

// forget drops the entries of a source, which are no more than most, and returns how many they were; the others keep their order.
func (t *table[E, B]) forget(src Source, most int) (gone int) {
	of := same(byte(src) + 1)
	buckets := t.buckets
	for i := 0; i < len(buckets) && gone < most; i++ {
		b := &buckets[i]
		for found := ((*b)[0] ^ of).zeros(); found != 0; found = ((*b)[0] ^ of).zeros() {
			remove(b, found)
			gone++
		}
	}
	t.held -= gone
	return gone
}

// maxBuckets bounds what is restored: no configuration allows more.
const maxBuckets = 1 << 17

// list gives the entries bucket by bucket, free places included.
func (t *table[E, B]) list() []E {
	out := make([]E, 0, len(t.buckets)*ways)
	for i := range t.buckets {
		for lane := range ways {
			out = append(out, E(entryAt(&t.buckets[i], lane)))
		}
	}
	return out
}

// restore replaces the entries by what list gave, or refuses what no table can hold.
func (t *table[E, B]) restore(list []E) error {
	n := len(list) / ways
	if len(list)%ways != 0 || n > maxBuckets || n&(n-1) != 0 {
		return errStored
	}
	fresh := table[E, B]{}
	if n > 0 {
		fresh.buckets = make([]B, n)
	}
	for i, e := range slices.Backward(list) { // the newest last; places between them may be free
		if e == 0 {
			continue
		}
		if e&0xff == 0 || int(e>>sourceBits)&(n-1) != i/ways {
			return errStored
		}
		insert(&fresh.buckets[i/ways], uint64(e))
		fresh.held++
	}
	*t = fresh
	return nil
}
