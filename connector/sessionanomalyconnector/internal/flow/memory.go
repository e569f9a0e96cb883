// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "math"

// Source numbers a result within a session. The caller gives the numbers in a row from zero, and when it has no more begins
// again with the oldest, which it has Forget.
type Source uint8

// The sources of what the caller of the tools wrote itself. None of it is a flow.
const (
	// Supplied to a tool that does something.
	Supplied Source = 254
	// Asked of a tool that only reads.
	Asked Source = 253
)

// nobody is the source of a free place.
const nobody Source = 255

// own reports whether the caller is the source.
func (s Source) own() bool { return s >= Asked }

// Memory is what is remembered of one session. It grows with what it holds, up to the limits of its Config, and then forgets
// the oldest entries first. The zero value is empty and ready.
type Memory struct {
	prints prints
	marks  marks
	tails  tails
	codes  tails
	kept   kept
	latest Source // that said something
}

// earlier reports whether a was read before b. The numbers of sources go round, so that the one after the latest is the oldest.
func (m *Memory) earlier(a, b Source) bool { return m.latest-a > m.latest-b }

// printKey is what is kept of a fingerprint: the lower 24 bits, because the upper ones of the smallest hashes are all small. By
// chance one gram in 65,536 is taken for one that a full memory of 256 holds, and a single gram is no evidence.
func printKey(hash uint32) uint32 { return hash & (1<<printBits - 1) }

const printBits = 24

// markKey is what is kept of a mark, 56 bits: 24 of its head, by which it is found inside longer text, 20 of the whole, its
// size and its kind. A mark that is shorter than a head is found by its own hash.
type markKey uint64

const (
	headBits, fullBits, sizeBits = 24, 20, 8

	headMask = 1<<headBits - 1
	fullMask = 1<<fullBits - 1
	sizeMask = 1<<sizeBits - 1
)

func keyOf(m *Mark) markKey {
	if m.size < headLen {
		return shortKey(m.Kind, int(m.size), m.Hash)
	}
	return newKey(m.Kind, int(m.size), m.head, m.Hash)
}

// shortKey is the key of a mark that is shorter than a head.
func shortKey(kind Kind, size int, hash uint64) markKey {
	return newKey(kind, size, uint32(hash>>32), hash)
}

func newKey(kind Kind, size int, head uint32, hash uint64) markKey {
	return markKey(headKey(head)) | markKey(fullKey(hash))<<headBits |
		markKey(size)<<(headBits+fullBits) | markKey(kind)<<(headBits+fullBits+sizeBits)
}

// headKey and fullKey are the parts of the hashes that are kept.
func headKey(head uint32) uint32 { return head & headMask }
func fullKey(full uint64) uint32 { return uint32(full>>12) & fullMask }

func (k markKey) head() uint32 { return uint32(k) & headMask }
func (k markKey) full() uint32 { return uint32(k>>headBits) & fullMask }
func (k markKey) size() int    { return int(k>>(headBits+fullBits)) & sizeMask }
func (k markKey) kind() Kind   { return Kind(k >> (headBits + fullBits + sizeBits)) }

// Size is the footprint in bytes.
func (m *Memory) Size() int {
	return 168 + len(m.prints.buckets)*ways*4 + len(m.marks.buckets)*ways*8 + cap(m.tails) + cap(m.codes)
}

// Forget drops what is remembered of a source, so that its number can be used again. Its marks are there for longer than its
// fingerprints, of which there are more to push each other out.
func (m *Memory) Forget(src Source) {
	if most := m.kept.of(src); most > 0 {
		most -= m.marks.forget(src, most)
		m.prints.forget(src, most)
		m.kept.forget(src)
	}
}

// addPrints keeps fingerprints that are not known, and returns how many older ones had to go.
func (m *Memory) addPrints(hashes []uint32, src Source, limit int) (evicted int) {
	t, added := &m.prints, 0
	for len(hashes) > 0 {
		done, fresh, gone := t.put(hashes, src, len(t.buckets)*ways < limit, &m.kept)
		added, evicted = added+fresh, evicted+gone
		if hashes = hashes[done:]; len(hashes) == 0 {
			break
		}
		fresh, gone = m.addPrint(printKey(hashes[0]), src, limit)
		added, evicted = added+fresh, evicted+gone
		hashes = hashes[1:]
	}
	t.held += added - evicted
	m.kept.add(src, added)
	return evicted
}

// addSpaced is addPrints for the hashes that spaced gives.
func (m *Memory) addSpaced(folded []byte, stride int, src Source, limit int) (evicted int) {
	t, added := &m.prints, 0
	for len(folded) >= gram {
		done, fresh, gone := t.putSpaced(folded, stride, src, len(t.buckets)*ways < limit, &m.kept)
		added, evicted = added+fresh, evicted+gone
		if folded = folded[min(done*stride, len(folded)):]; len(folded) < gram {
			break
		}
		fresh, gone = m.addPrint(printKey(hashGram(folded)), src, limit)
		added, evicted = added+fresh, evicted+gone
		folded = folded[min(stride, len(folded)):]
	}
	t.held += added - evicted
	m.kept.add(src, added)
	return evicted
}

// addPrint keeps one fingerprint, unless it is known, and returns how many it added and had to go.
func (m *Memory) addPrint(key uint32, src Source, limit int) (added, evicted int) {
	if _, known := m.prints.find(key); known {
		return 0, 0
	}
	b := m.prints.room(key, limit)
	if gone := Source(b[0].last()) - 1; gone != nobody {
		evicted = 1
		m.kept.drop(gone)
	}
	b.push(key, lanes(src+1))
	return 1, evicted
}

// addMark keeps a mark, by its key and the byte it begins with, unless it is known. It reports whether an older one had to go.
func (m *Memory) addMark(key markKey, first byte, src Source, limit int) (evicted bool) {
	isNew, gone := m.marks.put(key, first, src, limit)
	if isNew {
		m.kept.add(src, 1)
	}
	if gone != nobody {
		m.kept.drop(gone)
	}
	return gone != nobody
}

// kept counts the entries of each of the first sources, so that to forget one no more are looked for than there are. A count that
// reached its end is not known any more.
type kept [32]uint8

const uncounted = 255

// of is how many entries a source has, or more than can be.
func (k *kept) of(src Source) int {
	if int(src) < len(k) && k[src] != uncounted {
		return int(k[src])
	}
	return math.MaxInt
}

func (k *kept) forget(src Source) {
	if int(src) < len(k) {
		k[src] = 0
	}
}

func (k *kept) add(src Source, n int) {
	if int(src) < len(k) {
		k[src] = uint8(min(int(k[src])+n, uncounted))
	}
}

func (k *kept) drop(src Source) {
	if int(src) < len(k) && k[src] != uncounted {
		k[src]--
	}
}
