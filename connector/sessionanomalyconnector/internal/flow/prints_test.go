// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plainPrints is a table as it is described: buckets with the newest entry first, which grow before one has to go.
type plainPrints [][]place

func (t *plainPrints) add(key uint32, src Source, limit int) (evicted int) {
	if len(*t) == 0 {
		*t = make(plainPrints, 1)
	}
	if slices.ContainsFunc(*t.bucket(key), func(p place) bool { return uint32(p.at) == key }) {
		return 0
	}
	for len(*t.bucket(key)) == ways && len(*t)*ways < limit {
		old := *t
		*t = make(plainPrints, 2*len(old))
		for _, p := range slices.Concat(old...) {
			b := t.bucket(uint32(p.at))
			*b = append(*b, p)
		}
	}
	b := t.bucket(key)
	if *b = slices.Insert(*b, 0, place{at: int(key), src: src}); len(*b) > ways {
		*b = (*b)[:ways]
		return 1
	}
	return 0
}

func (t *plainPrints) bucket(key uint32) *[]place { return &(*t)[int(key)%len(*t)] }

func (t *plainPrints) forget(src Source) {
	for i := range *t {
		(*t)[i] = slices.DeleteFunc((*t)[i], func(p place) bool { return p.src == src })
	}
}

func (t *plainPrints) list() (out []uint32) {
	for _, b := range *t {
		row := [ways]uint32{}
		for i, p := range b {
			row[i] = uint32(p.at)<<sourceBits | uint32(p.src) + 1
		}
		out = append(out, row[:]...)
	}
	return out
}

// TestPrintsAreThoseOfAPlainTable holds the table to the plain one, with keys of which many share a bucket or some of their bytes.
func TestPrintsAreThoseOfAPlainTable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	few := []uint32{0, 1, 2, 0xff}
	hash := func() uint32 {
		return few[r.IntN(4)] | few[r.IntN(4)]<<8 | few[r.IntN(4)]<<16 | r.Uint32()<<24 | r.Uint32()&r.Uint32()&0x1010
	}
	for _, limit := range []int{0, ways, 4 * ways, 32 * ways} {
		var m Memory
		var plain plainPrints
		for range 1000 {
			src, hashes, evicted := Source(r.IntN(40)+r.IntN(2)*215), make([]uint32, r.IntN(12)), 0
			for i := range hashes {
				hashes[i] = hash()
				evicted += plain.add(hashes[i]&0xffffff, src, limit)
			}
			require.Equal(t, evicted, m.addPrints(hashes, src, limit))
			if r.IntN(4) == 0 {
				m.Forget(src)
				plain.forget(src)
			}
			require.Equal(t, plain.list(), slices.Concat(m.prints.list()))
			require.Equal(t, len(held(&m.prints)), m.prints.held)
		}
		for _, b := range plain {
			for _, p := range b {
				src, ok := m.prints.find(uint32(p.at))
				assert.True(t, ok)
				assert.Equal(t, p.src, src)
			}
		}
	}
}

// TestPutIsPutGo holds one against the other, of which a machine may use either.
func TestPutIsPutGo(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var m, inGo Memory
	for range 3000 {
		hashes, src, grows := make([]uint32, r.IntN(10)), Source(r.IntN(40)+r.IntN(2)*215), r.IntN(3) == 0
		alike := uint32(r.IntN(2)) * 0xfefefe // many are known, or have some bytes of one that is
		for i := range hashes {
			hashes[i] = r.Uint32()&^alike | 2
		}
		if r.IntN(20) == 0 {
			m = Memory{}
			m.prints.buckets = make([]printBucket, 1<<r.IntN(6))
			inGo = Memory{}
			inGo.prints.buckets = slices.Clone(m.prints.buckets)
		}
		done, added, evicted := m.prints.put(hashes, src, grows, &m.kept)
		doneInGo, addedInGo, evictedInGo := inGo.prints.putGo(hashes, src, grows, &inGo.kept)
		m.kept.add(src, added)
		inGo.kept.add(src, addedInGo)
		require.Equal(t, [3]int{doneInGo, addedInGo, evictedInGo}, [3]int{done, added, evicted})
		require.Equal(t, inGo, m)
	}
}

// TestSpacedHashesAreThoseOfTheGrams counts them off one by one.
func TestSpacedHashesAreThoseOfTheGrams(t *testing.T) {
	text := []byte(noise(200))
	for size := range text {
		for stride := 1; stride <= maxStride+1; stride++ {
			want := []uint32{7}
			for at := 0; at+gram <= size; at += stride {
				want = append(want, hashGram(text[at:at+gram]))
			}
			require.Equal(t, want, spaced([]uint32{7}, text[:size], stride))
		}
	}
}

// TestSpacedAreAddedAsTheirHashes holds one way to keep fingerprints against the other, with texts that have some in common.
func TestSpacedAreAddedAsTheirHashes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, limit := range []int{ways, 4 * ways, 32 * ways} {
		var one, other Memory
		text := []byte(noise(5000))
		for range 2000 {
			at, stride, src := r.IntN(4000), 1+r.IntN(maxStride), Source(r.IntN(40)+r.IntN(2)*215)
			folded := text[at : at+r.IntN(300)]
			require.Equal(t, one.addPrints(spaced(nil, folded, stride), src, limit), other.addSpaced(folded, stride, src, limit))
			require.Equal(t, one, other)
			if r.IntN(4) == 0 {
				one.Forget(src)
				other.Forget(src)
			}
		}
	}
}

func TestPutSpacedIsPutSpacedGo(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	text := []byte(noise(5000))
	var m, inGo Memory
	m.prints.buckets, inGo.prints.buckets = make([]printBucket, 8), make([]printBucket, 8)
	for range 3000 {
		at, stride, src, grows := r.IntN(4000), 1+r.IntN(maxStride), Source(r.IntN(40)+r.IntN(2)*215), r.IntN(3) == 0
		folded := text[at : at+r.IntN(300)]
		done, added, evicted := m.prints.putSpaced(folded, stride, src, grows, &m.kept)
		doneInGo, addedInGo, evictedInGo := inGo.prints.putSpacedGo(folded, stride, src, grows, &inGo.kept)
		require.Equal(t, [3]int{doneInGo, addedInGo, evictedInGo}, [3]int{done, added, evicted})
		require.Equal(t, inGo, m)
	}
}
