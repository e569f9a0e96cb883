// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// ways is how many entries share a bucket; a full bucket forgets its oldest entry.
const ways = 8

// entry is a key with the source that said it: the key in the upper bits, the source plus one in the lowest byte. Zero is
// free.
type entry interface{ ~uint32 | ~uint64 }

// sourceBits is how far the key of an entry is shifted.
const sourceBits = 8

// bucket holds its entries from the newest to the oldest.
type bucket[E entry] [ways]E

// table is a set-associative store: an entry lives in the bucket that the low bits of its key name, so finding it costs the
// same whatever the table holds, and text made to collide fills one bucket and no more.
type table[E entry] struct {
	buckets []bucket[E]
	held    int
}

func (t *table[E]) bucket(key E) *bucket[E] { return &t.buckets[int(key)&(len(t.buckets)-1)] }

// find returns the source of a key.
func (t *table[E]) find(key E) (Source, bool) {
	if len(t.buckets) == 0 {
		return 0, false
	}
	for _, e := range t.bucket(key) {
		if e>>sourceBits == key && e != 0 {
			return sourceOf(e), true
		}
	}
	return 0, false
}

func sourceOf[E entry](e E) Source { return Source(e&0xff) - 1 }

// add stores a key that is not there, and reports whether an older one had to go.
func (t *table[E]) add(key E, src Source, limit int) (evicted bool) {
	for (len(t.buckets) == 0 || t.full(key)) && len(t.buckets)*ways < limit {
		t.grow()
	}
	evicted = !t.insert(key<<sourceBits | E(src) + 1)
	if !evicted {
		t.held++
	}
	return evicted
}

// full reports whether the next entry in the bucket of key would push out an older one.
func (t *table[E]) full(key E) bool { return t.bucket(key).free() == ways }

// free is the first free place, ways if there is none.
func (b *bucket[E]) free() int {
	for i, e := range b {
		if e == 0 {
			return i
		}
	}
	return ways
}

// insert puts an entry in front of the others of its bucket, and reports whether there was room for it.
func (t *table[E]) insert(e E) (room bool) {
	b := t.bucket(e >> sourceBits)
	at := b.free()
	room = at < ways
	copy(b[1:min(at+1, ways)], b[:])
	b[0] = e
	return room
}

// grow doubles the table, oldest entries first so that they stay the oldest.
func (t *table[E]) grow() {
	old := t.buckets
	t.buckets = make([]bucket[E], max(1, 2*len(old)))
	for b := range old {
		for i := ways - 1; i >= 0; i-- {
			if e := old[b][i]; e != 0 {
				t.insert(e)
			}
		}
	}
}

func (t *table[E]) forget(src Source) {
	for b := range t.buckets {
		for i, e := range t.buckets[b] {
			if e != 0 && sourceOf(e) == src {
				t.buckets[b][i] = 0
				t.held--
			}
		}
	}
}

// maxBuckets bounds what is restored: no configuration allows more.
const maxBuckets = 1 << 17

// list gives the entries bucket by bucket, free places included.
func (t *table[E]) list() []E {
	out := make([]E, 0, len(t.buckets)*ways)
	for b := range t.buckets {
		out = append(out, t.buckets[b][:]...)
	}
	return out
}

// restore replaces the entries by what list gave, or refuses what no table can hold.
func (t *table[E]) restore(list []E) error {
	n := len(list) / ways
	if len(list)%ways != 0 || n > maxBuckets || n&(n-1) != 0 {
		return errStored
	}
	fresh := table[E]{}
	if n > 0 {
		fresh.buckets = make([]bucket[E], n)
	}
	for i, e := range list {
		key := e >> sourceBits
		if e != 0 && (e&0xff == 0 || int(key)&(n-1) != i/ways) {
			return errStored
		}
		fresh.buckets[i/ways][i%ways] = e
		if e != 0 {
			fresh.held++
		}
	}
	*t = fresh
	return nil
}
