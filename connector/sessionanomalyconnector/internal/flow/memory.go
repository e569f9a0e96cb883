// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// Source numbers a result within a session. The caller gives the numbers and may reuse the oldest ones.
type Source uint8

// The sources of what the caller of the tools wrote itself. None of it is a flow.
const (
	// Supplied to a tool that does something.
	Supplied Source = 254
	// Asked of a tool that only reads.
	Asked Source = 253
)

// own reports whether the caller is the source.
func (s Source) own() bool { return s >= Asked }

// ways is how many entries share a bucket; a full bucket forgets its oldest entry.
const ways = 8

// Memory is what is remembered of one session. It grows with what it holds, up to the limits of its Config, and then forgets
// the oldest entries first. The zero value is empty and ready.
type Memory struct {
	prints table[uint32]
	marks  table[markKey]
	tails  []tail
}

// markKey is what is kept of a mark. Marks shorter than headLen have no head.
type markKey struct {
	head, full uint32
	size       uint8
	kind       Kind
}

// Size is the footprint in bytes.
func (m *Memory) Size() int {
	return 96 + m.prints.size(4) + m.marks.size(12) + len(m.tails)*tailSize
}

// Forget drops what is remembered of a source, so that its number can be used again.
func (m *Memory) Forget(src Source) {
	m.prints.forget(src)
	m.marks.forget(src)
}

// table is a set-associative store: an entry lives in the bucket its low bits name, so finding it costs the same whatever
// the table holds, and text made to collide fills one bucket and no more.
type table[K comparable] struct {
	keys    []K
	sources []Source // 0 is free, source+1 otherwise
	next    []uint8
	held    int
}

func (t *table[K]) size(key int) int { return cap(t.keys)*key + cap(t.sources) + cap(t.next) }

func (t *table[K]) bucket(hash uint32) int { return int(hash) & (len(t.next) - 1) }

// find returns the source of a key.
func (t *table[K]) find(hash uint32, k K) (Source, bool) {
	if len(t.next) == 0 {
		return 0, false
	}
	at := t.bucket(hash) * ways
	for i, have := range t.keys[at : at+ways] {
		if have == k && t.sources[at+i] != 0 {
			return t.sources[at+i] - 1, true
		}
	}
	return 0, false
}

// add stores a key that is not there, and reports whether an older one had to go.
func (t *table[K]) add(hash uint32, k K, src Source, limit int, rehash func(K) uint32) (evicted bool) {
	for (len(t.next) == 0 || t.full(hash)) && len(t.keys) < limit {
		t.grow(rehash)
	}
	b := t.bucket(hash)
	at := b*ways + int(t.next[b])
	t.next[b] = (t.next[b] + 1) % ways
	evicted = t.sources[at] != 0
	if !evicted {
		t.held++
	}
	t.keys[at], t.sources[at] = k, src+1
	return evicted
}

// full reports whether the next entry in the bucket of hash would push out an older one.
func (t *table[K]) full(hash uint32) bool {
	b := t.bucket(hash)
	return t.sources[b*ways+int(t.next[b])] != 0
}

// grow doubles the table, oldest entries first so that they stay the oldest.
func (t *table[K]) grow(rehash func(K) uint32) {
	old := *t
	buckets := max(1, 2*len(old.next))
	*t = table[K]{keys: make([]K, buckets*ways), sources: make([]Source, buckets*ways), next: make([]uint8, buckets)}
	for b := range old.next {
		for i := range ways {
			at := b*ways + (int(old.next[b])+i)%ways
			if old.sources[at] != 0 {
				t.add(rehash(old.keys[at]), old.keys[at], old.sources[at]-1, 0, rehash)
			}
		}
	}
}

func (t *table[K]) forget(src Source) {
	for i, s := range t.sources {
		if s == src+1 {
			t.sources[i] = 0
			t.held--
		}
	}
}
