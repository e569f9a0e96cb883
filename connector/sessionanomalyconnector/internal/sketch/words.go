// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// AddWords puts the words of text and the pairs of neighbouring words into the set, and returns how many words there were.
// Case is folded and a digit counts as any other, so that texts that differ in numbers stay alike.
func (m *MinHash) AddWords(text string) int {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	words, before := 0, uint64(0)
	word, length := uint64(offset), 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) {
			if c := wordBytes[text[i]]; c != 0 {
				word = (word ^ uint64(c)) * prime
				length++
				continue
			}
		}
		if length == 0 {
			continue
		}
		m.Add(Mix(word, 1))
		if words > 0 {
			m.Add(Mix(before, word))
		}
		words++
		before, word, length = word, offset, 0
	}
	return words
}

// Words counts the words of text.
func Words(text string) (words int) {
	before, at := uint64(0), 0
	for ; at+8 <= len(text); at += 8 {
		set := wordsOf(textmap.Inside(text, at))
		words += bits.OnesCount64(set &^ (set<<8 | before))
		before = set >> 56
	}
	if at < len(text) {
		set := wordsOf(textmap.Eight(text, at))
		words += bits.OnesCount64(set &^ (set<<8 | before))
	}
	return words
}

// wordsOf has the highest bit of every one of eight bytes that is of a word: letters, digits and what is beyond ASCII.
func wordsOf(eight uint64) uint64 {
	const each, high = 0x0101010101010101, 0x8080808080808080
	low := eight &^ high
	letter := low | 0x20*each
	letters := (letter + (0x80-'a')*each) &^ (letter + (0x7f-'z')*each)
	digits := (low + (0x80-'0')*each) &^ (low + (0x7f-'9')*each)
	return (letters | digits | eight) & high
}

// wordBytes folds the bytes of words, and has 0 for those that separate words.
var wordBytes = func() (folded [256]byte) {
	for i := range folded {
		switch c := byte(i); {
		case c >= 'a' && c <= 'z' || c >= 0x80:
			folded[i] = c
		case c >= 'A' && c <= 'Z':
			folded[i] = c + 'a' - 'A'
		case c >= '0' && c <= '9':
			folded[i] = '0'
		}
	}
	return folded
}()
