// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// placePlain tells by a walk over the text whether a run of digits that begins at an offset stands in a place.
func placePlain(p Place, text string, start int) bool {
	at := func(i int) byte {
		if i < 0 || i >= len(text) {
			return outside
		}
		return text[i]
	}
	word := func(i int) bool { return byteclass.Word.Has(at(i)) }
	letter := func(i int) bool { return word(i) && !byteclass.Digit.Has(at(i)) }
	link := func(i int) bool { return strings.IndexByte("-.:", at(i)) >= 0 }
	several := byteclass.Digit.Has(at(start + 1))
	switch p {
	case Number:
		return several && !word(start-1)
	case Signed:
		return at(start-1) == '+' || at(start-1) == '/'
	case Linked:
		return nextToLink(word, link, start, -1) || nextToLink(word, link, start, 1)
	case Led:
		return several && letter(start-1) && letter(start-2) && !word(start-3)
	case Long:
		return runAround(text, byteclass.Chain, start) >= byteclass.LongRun && runAround(text, byteclass.Word, start) < byteclass.MaxLength
	case LongLinked:
		return runAround(text, byteclass.Chain, start) >= byteclass.LongRun && linkedBlock(link, start)
	default:
		return true
	}
}

// nextToLink tells whether a link follows start in one direction, after up to nearLink bytes of a word.
func nextToLink(word, link func(int) bool, start, step int) bool {
	at := start + step
	for n := 0; n < nearLink && word(at); n++ {
		at += step
	}
	return link(at)
}

// linkedBlock tells whether there is a link in the block of an offset or in those beside it.
func linkedBlock(link func(int) bool, at int) bool {
	first := (at/byteclass.BlockLen - 1) * byteclass.BlockLen
	for i := range 3 * byteclass.BlockLen {
		if link(first + i) {
			return true
		}
	}
	return false
}

// runAround returns the length of the run of bytes of a class that holds an offset.
func runAround(text string, c byteclass.Class, at int) int {
	from, to := at, at
	for from > 0 && c.Has(text[from-1]) {
		from--
	}
	for to < len(text) && c.Has(text[to]) {
		to++
	}
	return to - from
}

// TestPlaces holds the bitmaps of all places against a walk over the text.
func TestPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		text := drawRuns(random)
		var m byteclass.Map
		m.Set(text)
		for i := range m.Blocks {
			runs := placesIn(&m, i)
			for bit := range byteclass.BlockLen {
				at := i*byteclass.BlockLen + bit
				begins := at < len(text) && byteclass.Digit.Has(text[at]) && (at == 0 || !byteclass.Digit.Has(text[at-1]))
				for p := range allPlaces {
					if got, want := runs[p]>>bit&1 != 0, begins && placePlain(p, text, at); got != want {
						require.Equal(t, want, got, "place %d at %d of %q", p, at, text)
					}
				}
			}
		}
	}
}

// drawRuns returns a text of digits, letters and links, short and long runs of them.
func drawRuns(random *rand.Rand) string {
	var b strings.Builder
	for n := random.IntN(300); b.Len() < n; {
		kinds := []string{"12", "ab_", "1a", "-.:", " +/\n", "a1-."}
		kind := kinds[random.IntN(len(kinds))]
		longest := []int{1, 2, 4, 20, 140}[random.IntN(5)]
		for range 1 + random.IntN(longest) {
			b.WriteByte(kind[random.IntN(len(kind))])
		}
	}
	return b.String()
}
