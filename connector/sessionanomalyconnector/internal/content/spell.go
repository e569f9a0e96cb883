// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"math/bits"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// speller keeps the words of requests. It remembers what it found out about words: most come again and again.
type speller struct {
	words   [1024]spelled     // by slot
	request uint64            // counts them
	fresh   [perWindow]uint32 // hashes of words that are to be kept
	kept    [256]uint64       // by the lowest byte of a hash: the hash, under the number of the request it was kept for
	room    [8]string
}

// spelled is what is known of a word of at most maxSpelled lower-case letters.
type spelled struct {
	head, tail uint64 // its first eight letters and its last, zeros after fewer
	request    uint64 // that last had it
	hash       uint32 // of its stem
	size       uint8
	names      uint8 // zero if it is a stop word
}

const (
	maxSpelled = 16
	// perWindow is how many words a window of the text holds at most.
	perWindow = textmap.Len / 2
	hashBits  = 8 * wordSize
)

// spell puts the words that tools could be named by, and whole names of functions, of a request in text into a set, as many as
// there is room for. Quotes, blanks and commas stand between words. A dot may be part of a function's name.
func (s *speller) spell(set *heard, text string, m textmap.Map, start, end int) {
	s.request++
	for at := start; at < end && !set.full(); {
		words := ^m.Window(textmap.Break, at)
		if end-at < textmap.Len {
			words &= 1<<(end-at) - 1
		}
		starts, ends := words&^(words<<1), words<<1&^words
		// A sum carries the first of the same kind over those that follow, to where they end.
		lower, digits := m.Window(textmap.Lower, at)&words, m.Window(textmap.Digit, at)&words
		plain := (lower + lower&starts) & ends
		// Numbers name nothing. Most of the time all that begins with a digit is one.
		numbers, over := bits.Add64(digits, digits&starts, 0)
		if numbers&words&^digits|over == 0 {
			starts, ends = starts&^digits, ends&^numbers
		}
		rest := s.window(set, text, at, starts, ends, plain)
		switch {
		case rest == 0:
			at += textmap.Len
		case rest&1 == 0: // a word that goes on behind the window
			at += bits.TrailingZeros64(rest)
		default:
			stop := m.Next(textmap.Break, at, end)
			s.other(set, text[at:stop])
			at = stop
		}
	}
}

// window keeps the words that end in a window of the text, given the places from at on where words start and end, and which of
// them are of lower-case letters alone. It returns where the others start.
func (s *speller) window(set *heard, text string, at int, starts, ends, plain uint64) (rest uint64) {
	edges, quick, fresh := starts|ends, plain&amid(text, at, starts), 0
	for {
		edges, fresh = s.known(text, at, edges, quick, fresh)
		behind := edges & (edges - 1)
		if behind == 0 {
			break
		}
		end := bits.TrailingZeros64(behind)
		word := text[at+bits.TrailingZeros64(edges) : at+end]
		if plain>>end&1 != 0 && len(word) <= maxSpelled {
			fresh += s.take(s.learn(word), fresh)
		} else {
			s.add(set, s.fresh[:fresh]...)
			s.other(set, word)
			fresh = 0
		}
		edges = behind & (behind - 1)
	}
	s.add(set, s.fresh[:fresh]...)
	return edges
}

// amid has the bits of the places of a window at which words end that have eight bytes of the text before their end and eight
// from their start on.
func amid(text string, at int, starts uint64) uint64 {
	places := ^uint64(0)
	if at < 8 {
		places <<= 8 - at
	}
	if room := max(0, len(text)-7-at); room < textmap.Len {
		late := starts >> room << room
		places &= late&-late - 1
	}
	return places
}

// known makes the words between the edges of a window fresh, up to the first that is not quick to look up or that nothing is
// known of yet, and returns the edges left. What the next word is cannot be predicted, so that there is no branch for it.
func (s *speller) known(text string, at int, edges, quick uint64, fresh int) (left uint64, freshNow int) {
	for edges != 0 {
		behind := edges & (edges - 1)
		if behind == 0 {
			break
		}
		start, end := bits.TrailingZeros64(edges), bits.TrailingZeros64(behind)
		if quick>>end&1 == 0 {
			break
		}
		size := end - start
		masks := &masksOf[size&(2*perWindow-1)]
		head, tail := textmap.Inside(text, at+start)&masks.head, textmap.Inside(text, at+end-8)&masks.tail
		one := &s.words[slotOf(head, tail)]
		if one.head != head || one.tail != tail || int(one.size) != size { // no word that is longer is kept
			break
		}
		fresh += s.take(one, fresh)
		edges = behind & (behind - 1)
	}
	return edges, fresh
}

// masksOf are masks of heads and tails, by the size of a word: what has a head alone has no tail.
var masksOf = func() (t [2 * perWindow]struct{ head, tail uint64 }) {
	for size := range t {
		if t[size].head = textmap.First(^uint64(0), size); size > 8 {
			t[size].tail = ^uint64(0)
		}
	}
	return t
}()

func slotOf(head, tail uint64) uint64 {
	return (head ^ bits.RotateLeft64(tail, 5)) * 0x9e3779b97f4a7c15 >> 54
}

// take makes a word the next fresh one and returns one, or zero for a stop word and for one that the request had before.
func (s *speller) take(one *spelled, fresh int) int {
	names := int(one.names)
	if one.request == s.request {
		names = 0
	}
	one.request = s.request
	s.fresh[fresh&(perWindow-1)] = one.hash
	return names
}

// learn finds out about a word unless it is known.
func (s *speller) learn(word string) *spelled {
	head, tail := textmap.First(textmap.Eight(word, 0), len(word)), uint64(0)
	if len(word) > 8 {
		tail = textmap.Eight(word, len(word)-8)
	}
	one := &s.words[slotOf(head, tail)]
	if one.head != head || one.tail != tail || int(one.size) != len(word) {
		*one = spelled{head: head, tail: tail, hash: wordHash(toolclass.Stem(word)), size: uint8(len(word))}
		if !directive.StopWord(word, head) {
			one.names = 1
		}
	}
	return one
}

// add puts words into a set as long as there is room. It knows what the set has without reading what it has just written there.
func (s *speller) add(set *heard, hashes ...uint32) {
	for _, hash := range hashes {
		if set.full() {
			return
		}
		hash &= 1<<hashBits - 1
		kept := s.request<<hashBits | uint64(hash)
		slot := &s.kept[hash%256]
		other := *slot ^ kept
		switch *slot = kept; {
		case other == 0:
		case other < 1<<hashBits: // another word of the request has the slot
			set.add(hash)
		default:
			set.put(hash)
		}
	}
}

// other keeps the words of what is no word of lower-case letters: it may be the name of several, and is kept as well.
func (s *speller) other(set *heard, name string) {
	letters := false
	for i := range len(name) {
		letters = letters || name[i]|0x20 >= 'a'
	}
	if !letters { // digits and signs name nothing
		return
	}
	words := toolclass.AppendWords(s.room[:0], name)
	if len(words) > 1 {
		s.add(set, nameHash(strings.Trim(name, ".()")))
	}
	for _, one := range words {
		if !directive.Stop(one) {
			s.add(set, wordHash(toolclass.Stem(one)))
		}
	}
}
