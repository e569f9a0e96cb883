// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// between stand between the words of a request. A dot may be part of a function's name.
var between = [256]bool{' ': true, '\n': true, '\'': true, '"': true, '`': true, ',': true}

// speller keeps the words of requests. It remembers what it found out about words: most come again and again.
type speller struct {
	words   [256]spelled // by slot
	request uint64       // counts them
}

// spelled is what is known of a word of at most maxSpelled lower-case letters.
type spelled struct {
	head, tail uint64 // its first eight letters and its last, zeros after fewer
	request    uint64 // that last had it
	hash       uint32 // of its stem
	size       uint8
	stop       bool
}

const maxSpelled = 16

// spell keeps the words of a request that tools could be named by, and whole names of functions, as many as there is room for.
func (s *speller) spell(o *Order, said string) {
	s.request++
	for i := 0; i < len(said) && !o.words.full(); {
		if i+8 <= len(said) { // most words are short, with a blank behind them
			b := binary.LittleEndian.Uint64([]byte(said[i:]))
			if size := lowerCaseSize(b); size > 0 && size < 8 && byte(b>>(8*size)) == ' ' {
				s.plain(o, said[i:i+size], b&(1<<(8*size)-1))
				i += size + 1
				continue
			}
		}
		word, head := lowerCase(said[i:])
		end := i + len(word)
		if end == len(said) || between[said[end]] {
			if word != "" {
				s.plain(o, word, head)
			}
			i = end + 1
			continue
		}
		letters := len(word) > 0
		for end < len(said) && !between[said[end]] {
			c := said[end]
			letters = letters || c|0x20 >= 'a'
			end++
		}
		if letters { // digits and signs name nothing
			spellName(o, said[i:end])
		}
		i = end + 1
	}
}

// plain keeps a word in lower case, given its first eight letters.
func (s *speller) plain(o *Order, word string, head uint64) {
	tail := uint64(0)
	switch {
	case len(word) > maxSpelled:
		if !directive.Stop(word) {
			o.words.add(wordHash(toolclass.Stem(word)))
		}
		return
	case len(word) > 8:
		tail = binary.LittleEndian.Uint64([]byte(word[len(word)-8:]))
	}
	one := &s.words[(head^bits.RotateLeft64(tail, 5))*0x9e3779b97f4a7c15>>56]
	if one.head != head || one.tail != tail || int(one.size) != len(word) {
		*one = spelled{head: head, tail: tail, size: uint8(len(word)), stop: directive.Stop(word), hash: wordHash(toolclass.Stem(word))}
	}
	if !one.stop && one.request != s.request {
		one.request = s.request
		o.words.add(one.hash)
	}
}

// lowerCase is the word of lower-case letters that text begins with, and the first eight of them, zeros after fewer.
func lowerCase(text string) (word string, head uint64) {
	n := 0
	for ; n+8 <= len(text); n += 8 {
		b := binary.LittleEndian.Uint64([]byte(text[n:]))
		size := lowerCaseSize(b)
		if n == 0 {
			head = b & (1<<(8*size) - 1)
		}
		if size < 8 {
			return text[:n+size], head
		}
	}
	for ; n < len(text) && text[n] >= 'a' && text[n] <= 'z'; n++ {
		if n < 8 {
			head |= uint64(text[n]) << (8 * n)
		}
	}
	return text[:n], head
}

// lowerCaseSize counts the lower-case letters that the bytes begin with.
func lowerCaseSize(b uint64) int {
	const lows, highs = 0x0101010101010101, 0x8080808080808080
	ascii := b &^ highs
	from := ascii + (0x80-'a')*lows   // high bit: "a" or above
	past := ascii + (0x80-'z'-1)*lows // high bit: above "z"
	return bits.TrailingZeros64(^(from&^past&^b)&highs) / 8
}

// spellName keeps the words of what may be a name of several, and the name.
func spellName(o *Order, name string) {
	var room [8]string
	words := toolclass.AppendWords(room[:0], name)
	if len(words) > 1 {
		o.words.add(nameHash(strings.Trim(name, ".()")))
	}
	for _, one := range words {
		if !directive.Stop(one) {
			o.words.add(wordHash(toolclass.Stem(one)))
		}
	}
}
