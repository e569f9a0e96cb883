// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func held(t *prints) (keys []uint32) {
	for _, e := range t.list() {
		if e != 0 {
			keys = append(keys, e>>sourceBits)
		}
	}
	return keys
}

// fits keeps a key and says that nothing had to go.
func fits(m *Memory, key uint32, src Source, limit int) bool {
	return m.addPrints([]uint32{key}, src, limit) == 0
}

// TestAFullBucketForgetsItsOldestEntry fills one bucket to its end and one past it.
func TestAFullBucketForgetsItsOldestEntry(t *testing.T) {
	var m Memory
	b := &m.prints
	for key := range uint32(ways) {
		require.True(t, fits(&m, key, Source(key), ways))
	}
	assert.Equal(t, []uint32{7, 6, 5, 4, 3, 2, 1, 0}, held(b))
	assert.False(t, fits(&m, 8, 1, ways))
	assert.Equal(t, []uint32{8, 7, 6, 5, 4, 3, 2, 1}, held(b))
	assert.Equal(t, ways, b.held)
	src, ok := b.find(8)
	assert.True(t, ok)
	assert.Equal(t, Source(1), src)
}

// TestAForgottenPlaceIsUsedFirst wants no entry pushed out as long as there is room.
func TestAForgottenPlaceIsUsedFirst(t *testing.T) {
	var m Memory
	b := &m.prints
	for key := range uint32(ways) {
		fits(&m, key, Source(key%2), ways)
	}
	b.forget(0, ways)
	assert.Equal(t, []uint32{7, 5, 3, 1}, held(b))
	assert.True(t, fits(&m, 10, 3, ways))
	assert.Equal(t, []uint32{10, 7, 5, 3, 1}, held(b))
}

func TestGrowingKeepsTheOrder(t *testing.T) {
	var m Memory
	b := &m.prints
	for key := range uint32(ways) {
		fits(&m, 2*key, Supplied, 4*ways)
	}
	b.grow()
	assert.Len(t, b.buckets, 2)
	assert.Equal(t, []uint32{14, 12, 10, 8, 6, 4, 2, 0}, held(b))
	src, ok := b.find(14)
	assert.True(t, ok && src.own())
	var again prints
	require.NoError(t, again.restore(b.list()))
	assert.Equal(t, *b, again)
}

// TestStoredPlacesMayBeFree restores a bucket as an older version wrote it, with a free place among the others.
func TestStoredPlacesMayBeFree(t *testing.T) {
	var m Memory
	b := &m.prints
	require.NoError(t, b.restore([]uint32{9<<sourceBits | 1, 0, 8<<sourceBits | 1, 7<<sourceBits | 2, 6<<sourceBits | 1, 5<<sourceBits | 1, 4<<sourceBits | 1, 3<<sourceBits | 1}))
	assert.True(t, fits(&m, 10, 0, ways))
	assert.Equal(t, []uint32{10, 9, 8, 7, 6, 5, 4, 3}, held(b))
	assert.False(t, fits(&m, 11, 0, ways))
	assert.True(t, fits(&m, 10, 5, ways), "it is there")
	assert.Equal(t, []uint32{11, 10, 9, 8, 7, 6, 5, 4}, held(b))
}

// TestMarkKeysHoldTheirParts packs every kind with sizes at their ends.
func TestMarkKeysHoldTheirParts(t *testing.T) {
	for kind := range kinds {
		for _, size := range []uint8{headLen - 1, headLen, maxMarkLen} {
			m := Mark{Kind: kind, Hash: 0xfedcba9876543210, head: 0x12345678, size: size}
			k := keyOf(&m)
			assert.Equal(t, kind, k.kind())
			assert.Equal(t, int(size), k.size())
			assert.Equal(t, fullKey(m.Hash), k.full())
			head := m.head
			if size < headLen {
				head = 0xfedcba98
			}
			assert.Equal(t, headKey(head), k.head())
			assert.Zero(t, k>>56, "room for the source")
		}
	}
}

// TestKept wants the counts to be those of the tables whatever comes and goes, so that what is forgotten is all of a source.
func TestKept(t *testing.T) {
	s := NewScanner(DefaultConfig())
	var m Memory
	check := func() {
		var want kept
		for _, e := range m.prints.list() {
			if e != 0 {
				want.add(sourceOf(e), 1)
			}
		}
		for _, e := range m.marks.list() {
			if e != 0 {
				want.add(sourceOf(e), 1)
			}
		}
		assert.Equal(t, want, m.kept)
	}
	for i := range 200 {
		src := Source(i % 24)
		m.Forget(src)
		for _, e := range m.prints.list() {
			require.True(t, e == 0 || sourceOf(e) != src)
		}
		for _, e := range m.marks.list() {
			require.True(t, e == 0 || sourceOf(e) != src)
		}
		s.Remember(&m, src, noise(40*i%700)+fmt.Sprintf(" user%d@example.org 1234567%05d", i, i))
		s.Remember(&m, Asked, fmt.Sprintf("user%d@example.com and what is asked of it", i))
		check()
	}
	var again Memory
	require.NoError(t, again.Restore(m.Store()))
	m = again
	check()

	m.kept.add(1, 200)
	m.kept.add(1, 200)
	m.kept.drop(1)
	assert.Greater(t, m.kept.of(1), 255, "too many to count")
	m.Forget(1)
	assert.Zero(t, m.kept.of(1))
	assert.Positive(t, m.kept.of(Asked), "only the first are counted")
}
