// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFingerprintsAreBounded counts those of texts of every size, of repetition and of noise.
func TestFingerprintsAreBounded(t *testing.T) {
	s := NewScanner(DefaultConfig())
	want := s.cfg.PrintsPerText
	for _, n := range []int{0, gram - 1, gram, 100, 1000, long*want + gram - 1, long*want + gram, 2000, 60_000} {
		for name, text := range map[string]string{"noise": noise(n), "one letter": strings.Repeat("a", n)} {
			s.folded = append(s.folded[:0], text...)
			got := s.fingerprints(s.folded, 0)
			assert.Equal(t, n >= gram, len(got) > 0, "%s %d", name, n)
			assert.LessOrEqual(t, len(got), 2*want, "%s %d", name, n)
			if name == "noise" && n-gram+1 > long*want {
				assert.InDelta(t, want, len(got), float64(want)/2)
			}
		}
	}
}

// TestALongTextHasMoreWhereThereIsRoom fills a memory with long texts: each may have half of what is left.
func TestALongTextHasMoreWhereThereIsRoom(t *testing.T) {
	for _, n := range []int{long*32 + gram, 2000, 4000, 6000, 60_000} {
		for name, text := range map[string]string{"noise": noise(n), "one letter": strings.Repeat("a", n)} {
			s := NewScanner(DefaultConfig())
			for want := range s.cfg.MaxPrints/2 + 1 {
				got := s.fingerprints([]byte(text), want)
				assert.LessOrEqual(t, len(got), 2*max(want, s.cfg.PrintsPerText), "%s %d", name, n)
				if name == "noise" && n-gram+1 <= maxStride*want {
					assert.Len(t, got, (n-gram)/maxStride+1, "%d", n)
				}
			}
		}
	}
}

// TestASmallPartOfALongResultIsSeen takes parts out of the first result of a session: any of Guarantee letters as long as the result
// has up to some 4,000, most of 1,000 of one that is ten times as long.
func TestASmallPartOfALongResultIsSeen(t *testing.T) {
	for _, tt := range []struct{ letters, part, least int }{{4000, Guarantee, 100}, {40_000, 1000, 75}, {40_000, 2000, 95}} {
		s := NewScanner(DefaultConfig())
		text, seen := noise(tt.letters), 0
		for i := range 100 {
			var m Memory
			s.Remember(&m, 1, text)
			from := i * (tt.letters - tt.part) / 99
			if hits := s.Find(&m, text[from:from+tt.part]); len(hits) > 0 {
				seen++
			}
		}
		assert.GreaterOrEqual(t, seen, tt.least, "%d of %d", tt.part, tt.letters)
	}
}

// TestNeighbouringFingerprintsAreCloseEnough wants two fingerprints in every passage of Guarantee letters of a text that is not
// long, and the next longer text to be a sample.
func TestNeighbouringFingerprintsAreCloseEnough(t *testing.T) {
	s := NewScanner(DefaultConfig())
	for _, grams := range []int{1, 15, 100, 511, 513, long * s.cfg.PrintsPerText} {
		s.folded = append(s.folded[:0], noise(grams+gram-1)...)
		stride, next := strideOf(grams, s.cfg.PrintsPerText), 0
		assert.LessOrEqual(t, stride, maxStride)
		for i := range grams {
			if got := s.fingerprints(s.folded, 0); next < len(got) && got[next] == hashGram(s.folded[i:]) {
				assert.Equal(t, next*stride, i)
				next++
			}
		}
		assert.Len(t, s.fingerprints(s.folded, 0), next)
	}
	s.folded = append(s.folded, '1')
	assert.NotEqual(t, hashGram(s.folded), s.fingerprints(s.folded, 0)[0])
}

// FuzzDrawn holds the sample of a long text against looking at all its grams.
func FuzzDrawn(f *testing.F) {
	f.Add(prose(3000), uint8(32))
	f.Add(strings.Repeat("0123456789abcdefghij", 60), uint8(2))
	f.Fuzz(func(t *testing.T, text string, want uint8) {
		folded := fold(nil, text, len(text))
		if want == 0 || len(folded) == 0 {
			return
		}
		for len(folded) <= long*int(want)+gram {
			folded = append(folded, folded...) // it is for long texts alone
		}
		got := drawn([]uint32{1}, folded, int(want))
		assert.Equal(t, uint32(1), got[0])
		var all []uint32
		for i := range len(folded) - gram + 1 {
			if draw(folded[i:])>>32 < uint64(want)<<32/uint64(len(folded)) {
				all = append(all, hashGram(folded[i:]))
			}
		}
		if len(all) > 2*int(want) {
			slices.Sort(all)
			all = slices.Compact(all)
			all = all[:min(len(all), 2*int(want))]
		}
		assert.Equal(t, append([]uint32{1}, all...), got)
	})
}

// TestALongTextIsKnownAgain repeats what the caller wrote in a result, behind a heading: it is the caller's own all the same.
func TestALongTextIsKnownAgain(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	text := noise(6000)
	s.Remember(&m, Supplied, text)
	s.Remember(&m, 1, "written, with a heading: "+text+" and an end")
	assert.Empty(t, s.Find(&m, "once more: "+text))
}

// noise is n letters in no order.
func noise(n int) string {
	b := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = 'a' + byte(x>>32%26)
	}
	return string(b)
}

// prose is n bytes of words in no order.
func prose(n int) string {
	list := strings.Fields("river stone window garden letter morning winter copper signal harbour meadow lantern velvet thunder pepper marble")
	var b strings.Builder
	for x := uint64(88172645463325252); b.Len() < n; {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b.WriteString(list[x%uint64(len(list))])
		b.WriteByte(' ')
	}
	return b.String()[:n]
}
