// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

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
	outside := true
	for i := range len(text) {
		before := outside
		if outside = wordBytes[text[i]] == 0; before && !outside {
			words++
		}
	}
	return words
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
