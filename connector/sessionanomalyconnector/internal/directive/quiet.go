// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/byteskip"
)

// A word within a clause begins a request only after one of a few things: a byte that opens a clause, a word of courtesy, or a
// conjunction. Most of most texts is none of that. clues are what to look for, as sequences of classes of bytes, each with how
// far behind its last byte the search for requests goes on.
var clues = []struct {
	sequence []string
	behind   int
}{
	{[]string{noLetter, "Pp", "Ll", "Ee", "Aa", "Ss", "Ee"}, 5},
	{[]string{noLetter, "Kk", "Ii", "Nn", "Dd", "Ll", "Yy"}, 5},
	{[]string{" ", "a", "n", "d", " "}, -1},
	{[]string{" ", "t", "h", "e", "n", " "}, -1},
	{[]string{"\n\r!?;:>\"'[({|#*"}, 0},
	{[]string{".,", " \n\\"}, 1},
	{[]string{"-", " "}, 1},
	{[]string{"\\", "nrt"}, 1},
}

// clueStarts are what the clues begin with, and a little more.
var clueStarts = byteskip.New(
	byteskip.Clue{"\x00\x11\x22\x33\x84\x85\x86\x87\x88\x99\xaa\xbb\xcc\xdd\xee\xff", "PpKk", "LlIi"}, // after digits, signs and what is not ASCII
	byteskip.Clue{"@`[{\\|]}^~_\x7f", "PpKk", "LlIi"},
	byteskip.Clue{" ", "at", "nh"},
	byteskip.Clue{"\n\r"},
	byteskip.Clue{"!\"#'(*"},
	byteskip.Clue{".,-", " \n\\"},
	byteskip.Clue{":;>?"},
	byteskip.Clue{"[{|\\"},
)

// noLetter stands for every byte that is no part of a word.
const noLetter = ""

// clueAt finds all clues at once (Baeza-Yates, Gonnet, CACM 1992): each class of each clue is a bit, set while what was read
// last agrees with the clue up to there.
type clueAt struct {
	of           [256]uint64 // by byte: the classes it is in
	first, final uint64
	boundary     uint64 // the first classes that the start of a word stands for
	behind       [64]int8
}

var quietly = func() (c clueAt) {
	bit := 0
	for _, clue := range clues {
		c.first |= 1 << bit
		if clue.sequence[0] == noLetter {
			c.boundary |= 1 << bit
		}
		for _, class := range clue.sequence {
			for b := range c.of {
				if class == noLetter && !letter(byte(b)) {
					c.of[b] |= 1 << bit
				}
			}
			for i := range len(class) {
				c.of[class[i]] |= 1 << bit
			}
			bit++
		}
		c.final |= 1 << (bit - 1)
		c.behind[bit-1] = int8(clue.behind)
		bit++ // which no byte has, so that nothing goes over from one clue to the next
	}
	return c
}()

// longestClue is how many bytes the longest clue has.
const longestClue = len(" please")

// quiet skips what cannot begin a request as long as none is expected. The text at i is the start of a word or no letter; so is
// what is returned, the length of text if nothing is left.
func quiet(text string, i int) int {
	t := &quietly
	seen := t.boundary
	if i > 0 {
		seen |= t.first & t.of[text[i-1]]
	}
	at := i
	if i > 0 {
		if next := clueStarts.Skip(text, i-1); next > at { // no clue begins before
			at, seen = next, 0
		}
	}
	for at+8 <= len(text) {
		b, first := text[at:at+8], t.first // a sum is one step where a union is two
		s0 := (first + seen<<1) & t.of[b[0]]
		s1 := (first + s0<<1) & t.of[b[1]]
		s2 := (first + s1<<1) & t.of[b[2]]
		s3 := (first + s2<<1) & t.of[b[3]]
		s4 := (first + s3<<1) & t.of[b[4]]
		s5 := (first + s4<<1) & t.of[b[5]]
		s6 := (first + s5<<1) & t.of[b[6]]
		s7 := (first + s6<<1) & t.of[b[7]]
		if (s0|s1|s2|s3|s4|s5|s6|s7)&t.final != 0 {
			break
		}
		at, seen = at+8, s7
		if next := clueStarts.Skip(text, at-longestClue+1); next > at { // none that began before is left, either
			at, seen = next, 0
		}
	}
	for ; at < len(text); at++ {
		seen = (seen<<1 | t.first) & t.of[text[at]]
		if met := seen & t.final; met != 0 {
			return t.resume(text, i, at, met)
		}
	}
	return len(text)
}

// resume is where to go on for the clue that ends at at.
func (t *clueAt) resume(text string, from, at int, met uint64) int {
	start := at - int(t.behind[bits.TrailingZeros64(met)])
	if text[at] == '\'' { // it may be an apostrophe
		for start > from && letter(text[start-1]) {
			start--
		}
	}
	return max(start, from)
}
