// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// Place is where a run of digits may stand. Words are of letters, digits and underscores; a link is a hyphen, a dot or a colon.
type Place int

// The places. Those in long chains come last.
const (
	Anywhere Place = iota
	// Number is at the beginning of a word, for runs of two digits or more.
	Number
	// Signed is after a plus sign or a slash.
	Signed
	// Linked is in a word next to a link, the beginning of the run no further than nearLink bytes from it.
	Linked
	// Led is after two letters that begin a word, for runs of two digits or more.
	Led
	// Long is in a chain of byteclass.LongRun bytes or more, and in a word of less than byteclass.MaxLength.
	Long
	// LongLinked is in such a chain, in a word of any length, with a link among the byteclass.BlockLen bytes on either side. The
	// link may also be a little further away.
	LongLinked
	allPlaces
)

// nearLink is how many bytes of a word there may be between a link and the beginning of a run that is next to it.
const nearLink = 3

// places holds a bitmap for each place.
type places [allPlaces]uint64

// any returns the runs that stand in a place for which there are shapes.
func (shapes *places) any(runs *places) (starts uint64) {
	for p := range runs {
		if shapes[p] != 0 {
			starts |= runs[p]
		}
	}
	return starts
}

// placesIn returns, for each place, the bytes of block i at which a run of digits begins in it.
func placesIn(m *byteclass.Map, i int) (runs places) {
	n := neighbours(m, i)
	digits, words, chains := n.stretch(byteclass.Digit), n.stretch(byteclass.Word), n.stretch(byteclass.Chain)
	links := chains.without(words).with(n.stretch(byteclass.Colon))
	starts := digits.here &^ digits.before(1)
	several := starts & digits.after(1)
	inWord := words.before(1)

	runs[Anywhere] = starts
	runs[Number] = several &^ inWord
	runs[Signed] = starts & n.stretch(byteclass.Base64).without(chains).before(1)
	runs[Linked] = starts & (linkBefore(words, links) | linkAfter(words, links))
	runs[Led] = several & inWord & words.before(2) &^ (digits.before(2) | words.before(3))
	if long := starts & m.LongRuns(byteclass.Chain, i); long != 0 {
		runs[Long] = long &^ words.endless()
		if links != (stretch{}) {
			runs[LongLinked] = long
		}
	}
	return runs
}

// linkBefore returns the bytes that a link stands before, or a link and up to nearLink bytes of a word.
func linkBefore(words, links stretch) uint64 {
	return links.before(1) | words.before(1)&(links.before(2)|words.before(2)&(links.before(3)|words.before(3)&links.before(4)))
}

// linkAfter is the same the other way.
func linkAfter(words, links stretch) uint64 {
	return links.after(1) | words.after(1)&(links.after(2)|words.after(2)&(links.after(3)|words.after(3)&links.after(4)))
}

// neighbourhood is a block with those before and after it.
type neighbourhood struct{ last, here, next *byteclass.Block }

// noBlock stands before and after a text.
var noBlock byteclass.Block

func neighbours(m *byteclass.Map, i int) neighbourhood {
	n := neighbourhood{&noBlock, &m.Blocks[i], &noBlock}
	if i > 0 {
		n.last = &m.Blocks[i-1]
	}
	if i+1 < len(m.Blocks) {
		n.next = &m.Blocks[i+1]
	}
	return n
}

func (n *neighbourhood) stretch(c byteclass.Class) stretch {
	return stretch{n.last[c], n.here[c], n.next[c]}
}

// stretch is the bitmap of a block with those of the blocks before and after it.
type stretch struct{ last, here, next uint64 }

func (s stretch) with(t stretch) stretch {
	return stretch{s.last | t.last, s.here | t.here, s.next | t.next}
}

func (s stretch) without(t stretch) stretch {
	return stretch{s.last &^ t.last, s.here &^ t.here, s.next &^ t.next}
}

// before has a bit set for every byte of the block if it is set for the one n bytes before.
func (s stretch) before(n int) uint64 { return s.here<<n | s.last>>(byteclass.BlockLen-n) }

// after has a bit set for every byte of the block if it is set for the one n bytes after it.
func (s stretch) after(n int) uint64 { return s.here>>n | s.next<<(byteclass.BlockLen-n) }

// endless returns the bits of the block that are in runs of at least byteclass.MaxLength, which reach into one of its neighbours.
func (s stretch) endless() (in uint64) {
	if bits.LeadingZeros64(^s.last)+bits.TrailingZeros64(^s.here) >= byteclass.MaxLength {
		in = s.here &^ (s.here + 1)
	}
	if after := bits.LeadingZeros64(^s.here); after+bits.TrailingZeros64(^s.next) >= byteclass.MaxLength {
		in |= ^(^uint64(0) >> after)
	}
	return in
}
