// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "slices"

// ways is how many entries share a bucket; a full bucket forgets its oldest entry.
const ways = 8

// entry is a key with the source that said it: the key in the upper bits, the source plus one in the lowest byte. Zero is
// free.
type entry interface{ ~uint32 | ~uint64 }

// sourceBits is how far the key of an entry is shifted.
const sourceBits = 8

// bucket holds its entries from the newest to the oldest, and free places behind them.
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
	return t.bucket(key).find(key)
}

// find compares with all entries before it branches: which of them it is cannot be predicted. Of the entry wanted nothing but
// the source is left, of others more, and of a free place nothing, less one.
func (b *bucket[E]) find(key E) (Source, bool) {
	want := key << sourceBits
	left := min((b[0]^want)-1, (b[1]^want)-1, (b[2]^want)-1, (b[3]^want)-1, (b[4]^want)-1, (b[5]^want)-1, (b[6]^want)-1, (b[7]^want)-1)
	return Source(left), left < 1<<sourceBits-1
}

func sourceOf[E entry](e E) Source { return Source(e&0xff) - 1 }

// put stores a key unless it is there. It returns the entry that had to go for it, zero if there was room.
func (t *table[E]) put(key E, src Source, limit int) (added bool, gone E) {
	if len(t.buckets) == 0 {
		t.grow()
	}
	b := t.bucket(key)
	if _, known := b.find(key); known {
		return false, 0
	}
	for b.full() && len(t.buckets)*ways < limit {
		t.grow()
		b = t.bucket(key)
	}
	if gone = b[ways-1]; gone == 0 {
		t.held++
	}
	b.insert(key<<sourceBits | E(src) + 1)
	return true, gone
}

// full reports whether the next entry would push out the oldest.
func (b *bucket[E]) full() bool { return b[ways-1] != 0 }

// insert puts an entry in front of the others. The last one falls out.
func (b *bucket[E]) insert(e E) {
	b0, b1, b2, b3, b4, b5, b6 := b[0], b[1], b[2], b[3], b[4], b[5], b[6]
	b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7] = e, b0, b1, b2, b3, b4, b5, b6
}

// grow doubles the table, oldest entries first so that they stay the oldest.
func (t *table[E]) grow() {
	old := t.buckets
	t.buckets = make([]bucket[E], max(1, 2*len(old)))
	for b := range old {
		for i := ways - 1; i >= 0; i-- {
			if e := old[b][i]; e != 0 {
				t.bucket(e >> sourceBits).insert(e)
			}
		}
	}
}

// forget drops the entries of a source.
func (t *table[E]) forget(src Source) {
	if t.held == 0 {
		return
	}
	for i := range t.buckets {
		if b := &t.buckets[i]; b.holds(src) {
			t.held -= b.forget(src)
		}
	}
}

// holds reports whether an entry is of a source.
func (b *bucket[E]) holds(src Source) bool {
	last := byte(src) + 1
	return byte(b[0]) == last || byte(b[1]) == last || byte(b[2]) == last || byte(b[3]) == last ||
		byte(b[4]) == last || byte(b[5]) == last || byte(b[6]) == last || byte(b[7]) == last
}

// forget drops the entries of a source, keeps the others in their order, and returns how many it dropped.
func (b *bucket[E]) forget(src Source) (dropped int) {
	kept := 0
	for i, e := range *b {
		b[i] = 0
		switch {
		case e == 0:
		case sourceOf(e) == src:
			dropped++
		default:
			b[kept] = e
			kept++
		}
	}
	return dropped
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
	for i, e := range slices.Backward(list) { // the newest last; places between them may be free
		if e == 0 {
			continue
		}
		if e&0xff == 0 || int(e>>sourceBits)&(n-1) != i/ways {
			return errStored
		}
		fresh.buckets[i/ways].insert(e)
		fresh.held++
	}
	*t = fresh
	return nil
}
