// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBucketsCoverEveryValue(t *testing.T) {
	for v := range uint64(8) {
		assert.Equal(t, v, upper(bucket(v)), "small values are exact")
	}
	for i := range Buckets - 1 {
		assert.Equal(t, i, bucket(upper(i)))
		assert.Equal(t, i+1, bucket(upper(i)+1))
	}
	assert.Equal(t, Buckets-1, bucket(math.MaxUint64))
}

func TestQuantile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var h Histogram
	var values []uint64
	for range 10_000 {
		v := uint64(random.ExpFloat64() * 1000)
		values = append(values, v)
		h.Add(v)
	}
	slices.Sort(values)
	for _, q := range []float64{0, 0.01, 0.5, 0.9, 0.99, 0.999, 1} {
		want := values[min(int(q*10_000), 9_999)]
		got := h.Quantile(q)
		assert.GreaterOrEqual(t, got+1, want)
		assert.LessOrEqual(t, float64(got), 1.26*float64(want)+1, "quantile %v", q)
	}
}

func TestHistogramScalesAndRestores(t *testing.T) {
	var h Histogram
	assert.Zero(t, h.Quantile(0.5))
	for v := range uint64(1000) {
		h.Add(v)
	}
	assert.InDelta(t, 500, h.Tail(500), 128)
	assert.Equal(t, 1000.0, h.Tail(0))
	assert.Zero(t, h.Tail(1<<20))
	h.Scale(0.5)
	assert.InDelta(t, 500, h.Weight(), 1e-6)
	back, err := FromPairs(h.Pairs())
	require.NoError(t, err)
	assert.Equal(t, h, back)
}

func TestDecayHalvesInOneHalfLife(t *testing.T) {
	var d Decay
	weight, at, half := 1.0, time.Unix(1_700_000_000, 0), 16*time.Hour
	for range 161 {
		weight *= d.Advance(at, half)
		at = at.Add(6 * time.Minute)
	}
	assert.InDelta(t, 0.5, weight, 0.03)
	assert.Equal(t, 1.0, d.Advance(at.Add(-time.Hour), half), "a late event does not age")
	assert.Equal(t, 1.0, d.Advance(at.Add(time.Hour), 0), "no half-life, no decay")
}

func TestHyperLogLog(t *testing.T) {
	for _, n := range []int{0, 1, 10, 100, 1000, 100_000} {
		var h HyperLogLog
		for i := range n {
			for range 3 {
				h.Add(Hash(strconv.Itoa(i)))
			}
		}
		assert.InDelta(t, n, h.Count(), 0.2*float64(n)+0.1)
	}
}

func TestDistinctIsExactToItsLimit(t *testing.T) {
	var d Distinct
	for i := range exactDistinct {
		assert.True(t, d.Add(Hash(strconv.Itoa(i))))
		assert.False(t, d.Add(Hash(strconv.Itoa(i))))
	}
	assert.Equal(t, uint64(exactDistinct), d.Count())
	assert.Nil(t, d.rest)
	d.Add(Hash("one more"))
	require.NotNil(t, d.rest, "one past the limit estimates")
	assert.InDelta(t, exactDistinct+1, d.Count(), 8)
	for i := range 10_000 {
		d.Add(Hash(strconv.Itoa(i)))
	}
	assert.InDelta(t, 10_000, d.Count(), 2000)
}

func signature(words ...string) Signature {
	var m MinHash
	for _, w := range words {
		m.Add(Hash(w))
	}
	return m.Signature()
}

func numbered(from, to int) []string {
	var words []string
	for i := from; i < to; i++ {
		words = append(words, fmt.Sprint("word", i))
	}
	return words
}

func TestSimilarityEstimatesJaccard(t *testing.T) {
	for _, size := range []int{40, 400} {
		a := signature(numbered(0, size)...)
		assert.Equal(t, 1.0, a.Similarity(&a))
		half := signature(numbered(size/3, size+size/3)...)
		assert.InDelta(t, 0.5, a.Similarity(&half), 0.3)
		apart := signature(numbered(size, 2*size)...)
		assert.Less(t, a.Similarity(&apart), 0.2)
	}
	var none MinHash
	assert.Equal(t, Signature{}, none.Signature())
}

func TestIndexFindsSimilarAndTellsApart(t *testing.T) {
	x := NewIndex[int](100, 0.6)
	text := strings.Fields("please transfer the whole balance to the account of our new supplier before noon today thanks a lot")
	first := signature(text...)
	e, known := x.Find(1, &first)
	require.False(t, known)
	e.Value = 7

	varied := signature(append(slices.Clone(text[:17]), "cheers")...)
	e, known = x.Find(1, &varied)
	assert.True(t, known)
	assert.Equal(t, 7, e.Value)

	_, known = x.Find(2, &first)
	assert.False(t, known, "another space")
	other := signature(numbered(0, 18)...)
	_, known = x.Find(1, &other)
	assert.False(t, known)
}

func TestIndexIsBounded(t *testing.T) {
	const limit = 10
	x := NewIndex[int](limit, 0.6)
	first := signature(numbered(0, 20)...)
	x.Find(0, &first)
	for i := 1; i < limit; i++ {
		sig := signature(numbered(i*100, i*100+20)...)
		x.Find(0, &sig)
	}
	assert.Equal(t, limit, x.Len())
	assert.Zero(t, x.Evicted())

	_, known := x.Find(0, &first)
	require.True(t, known, "used again, so it is not the oldest")
	for i := limit; i < 2*limit-1; i++ {
		sig := signature(numbered(i*100, i*100+20)...)
		x.Find(0, &sig)
	}
	assert.Equal(t, limit, x.Len())
	assert.Equal(t, uint64(limit-1), x.Evicted())
	assert.LessOrEqual(t, len(x.bands), limit*bands)
	held := 0
	for e := range x.All() {
		held++
		assert.Zero(t, e.Space())
		assert.NotZero(t, e.Signature())
	}
	assert.Equal(t, limit, held)
	_, known = x.Find(0, &first)
	assert.True(t, known)
}

func BenchmarkIndexFind(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			x := NewIndex[int](size, 0.6)
			sigs := make([]Signature, 2*size)
			for i := range sigs {
				sigs[i] = signature(numbered(i*100, i*100+20)...)
			}
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				x.Find(0, &sigs[i%len(sigs)])
				i++
			}
		})
	}
}

func words(text string) Signature {
	var m MinHash
	m.AddWords(text)
	return m.Signature()
}

func TestWords(t *testing.T) {
	var m MinHash
	assert.Zero(t, m.AddWords(" ,.; "))
	assert.Equal(t, 4, m.AddWords("One two, THREE-4!"))

	text := "Please transfer 4,200 EUR to account 12345678 before noon and do not tell anybody about it"
	a, folded, other := words(text), words(strings.ToUpper(strings.ReplaceAll(text, "12345678", "87654321"))), words("The weather in the mountains is going to be fine at the end of this week")
	assert.Equal(t, a, folded)
	assert.Less(t, a.Similarity(&other), 0.3)
	near := words(strings.Replace(text, "noon", "evening", 1))
	assert.Greater(t, a.Similarity(&near), 0.6)
}

func TestWordsAreCounted(t *testing.T) {
	for b := range 256 {
		text := "aaaaaaa" + string([]byte{byte(b)}) + "a"
		assert.Equal(t, new(MinHash).AddWords(text), Words(text), "%q", text)
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 10_000 {
		text := make([]byte, rnd.IntN(40))
		for i := range text {
			text[i] = "az09 AZ-_@[`{/:é\x00\x7f\xff"[rnd.IntN(20)]
		}
		assert.Equal(t, new(MinHash).AddWords(string(text)), Words(string(text)), "%q", text)
	}
}

func BenchmarkAddWords(b *testing.B) {
	text := strings.Repeat("Please summarise the notes of yesterday's meeting. ", 6)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var m MinHash
		m.AddWords(text)
		m.Signature()
	}
}

func TestDistinctRoundTrips(t *testing.T) {
	for _, n := range []uint64{0, 1, exactDistinct, exactDistinct + 1, 1000} {
		var d, back Distinct
		for i := range n {
			d.Add(Mix(i, 7))
		}
		data, err := d.MarshalBinary()
		require.NoError(t, err)
		require.NoError(t, back.UnmarshalBinary(data))
		assert.Equal(t, d, back)
		for _, bad := range [][]byte{nil, data[:len(data)-1], append(slices.Clone(data), 0), append([]byte{9}, data[1:]...)} {
			require.ErrorIs(t, back.UnmarshalBinary(bad), errDistinct)
		}
	}
	require.ErrorIs(t, new(Distinct).UnmarshalBinary(append([]byte{storedExact}, make([]byte, 16)...)), errDistinct, "twice the same")
	registers := append([]byte{storedRest}, make([]byte, hllRegisters)...)
	registers[1] = maxRank
	require.NoError(t, new(Distinct).UnmarshalBinary(registers))
	registers[1]++
	require.ErrorIs(t, new(Distinct).UnmarshalBinary(registers), errDistinct)
	var highest HyperLogLog
	highest.Add(0)
	assert.Equal(t, uint8(maxRank), highest.registers[0])
}

// TestARestoredIndexFindsTheSame fills an index past its limit with signatures that share bands.
func TestARestoredIndexFindsTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	text := func() string {
		words := strings.Fields("please send all of the monthly numbers to the new auditor before the end of this long day")
		for range random.IntN(8) {
			words[random.IntN(len(words))] = string(rune('a' + random.IntN(26)))
		}
		return strings.Join(words, " ")
	}
	find := func(x *Index[int], text string) (int, bool) {
		var m MinHash
		m.AddWords(text)
		sig := m.Signature()
		e, known := x.Find(1, &sig)
		if !known {
			e.Value = x.Len() + int(x.Evicted())
		}
		return e.Value, known
	}
	x, back := NewIndex[int](50, 0.8), NewIndex[int](50, 0.8)
	for range 2000 {
		find(x, text())
	}
	var entries []*Entry[int]
	for e := range x.All() {
		entries = append(entries, e)
	}
	slices.Reverse(entries)
	for _, e := range entries {
		sig := e.Signature()
		back.Restore(e.Space(), &sig, x.Bands(e)).Value = e.Value
	}
	back.evicted = x.evicted
	for range 2000 {
		next := text()
		value, known := find(x, next)
		again, knownAgain := find(back, next)
		require.Equal(t, known, knownAgain)
		require.Equal(t, value, again)
	}
}
