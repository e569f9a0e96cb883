// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// wordStarts finds where the words of a text begin, 64 bytes at a time. Its fields are a bit each: what it has to know of the
// bytes before.
type wordStarts struct {
	letter uint64 // the last is a letter of a word
	inside uint64 // the last is an apostrophe that may stand within a word
	escape uint64 // the last is a backslash
}

// next gives the starts of words in the next block, and its letters, without those of escapes.
func (w *wordStarts) next(text string, m textmap.Map, i int) (starts, letters uint64) {
	block := &m[i]
	letters = block[textmap.Lower] | block[textmap.Upper]
	if escaped := (block[textmap.Escape]<<1 | w.escape) & letters; escaped != 0 {
		letters &^= whiteSpace(text, i*textmap.Len, escaped)
	}
	before := letters<<1 | w.letter
	starts = letters &^ before
	if quotes := block[textmap.Apostrophe]; quotes|w.inside != 0 {
		// A sum carries the first of the apostrophes behind a letter over those that follow, to where the word goes on.
		behind, over := bits.Add64(quotes, quotes&(before|w.inside), 0)
		starts &^= (behind | w.inside) &^ quotes
		w.inside = over
	}
	w.letter, w.escape = letters>>(textmap.Len-1), block[textmap.Escape]>>(textmap.Len-1)
	return starts, letters
}

// whiteSpace is which of the bytes behind a backslash make an escape of it that separates words.
func whiteSpace(text string, base int, escaped uint64) (out uint64) {
	for ; escaped != 0; escaped &= escaped - 1 {
		if separator(text, base+bits.TrailingZeros64(escaped)-1) == 2 {
			out |= escaped & -escaped
		}
	}
	return out
}

// keys is a set of keys of words, and of some others by chance.
type keys [64]uint64

func (k *keys) add(key uint64) {
	h := key * 0x9e3779b97f4a7c15
	k[h>>58] |= 1 << (h >> 52 & 63)
}

func (k *keys) has(key uint64) bool {
	h := key * 0x9e3779b97f4a7c15
	return k[h>>58]>>(h>>52&63)&1 != 0
}

// mayTell gives those starts of words that three bytes do not rule out, as they do most. There is no branch for it, which could
// not be predicted.
func mayTell(text string, base int, starts uint64) (telling uint64) {
	if room := max(0, len(text)-7-base); room < textmap.Len { // behind it are no eight bytes
		telling = starts >> room << room
		starts ^= telling
	}
	for ; starts != 0; starts &= starts - 1 {
		bit := bits.TrailingZeros64(starts)
		telling |= uint64(tellingPrefixes[prefixOf(textmap.Inside(text, base+bit))]) << (bit & (textmap.Len - 1))
	}
	return telling
}

// prefixBits is the size of a table of prefixes.
const prefixBits = 11

// prefixOf is made of the lower five bits of three bytes, which are the same in capitals.
func prefixOf(b uint64) uint32 { return uint32(b) & 0x1f1f1f * 0x9e3779b1 >> (32 - prefixBits) }

// tellingPrefixes has one for how the words begin that signs are made of, and for some others by chance.
var tellingPrefixes = func() (t [1 << prefixBits]uint8) {
	for word, r := range wordRoles {
		if r&(firsts|telling) == 0 {
			continue
		}
		b := textmap.Eight(word, 0)
		t[prefixOf(b)] = 1
		for behind := uint64(0); len(word) == 2 && behind < 32; behind++ { // whatever stands there
			t[prefixOf(b|behind<<16)] = 1
		}
	}
	return t
}()

// tellingKeys are those of the words that signs are made of, and that of no letters: tags are looked at, too.
var tellingKeys = func() (k keys) {
	for word, r := range wordRoles {
		if r&(firsts|telling) != 0 {
			size := 0
			for size < len(word) && word[size] != '\'' {
				size++
			}
			k.add(keyOf(textmap.Eight(word, 0), size))
		}
	}
	k.add(0)
	return k
}()

// keyOf is the first of eight bytes that are letters, in lower case, zeros after fewer.
func keyOf(b uint64, letters int) uint64 { return textmap.First(b|lowerCase, letters) }
