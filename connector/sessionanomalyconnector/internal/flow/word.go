// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"iter"
	"math/bits"
	"strings"
)

// span is a word's place in a text.
type span struct{ start, end int }

// delimiters end a word. What joins the parts of one value (@ . : / _ - + % # = &) does not.
var delimiters = func() (t [256]bool) {
	for c := range 0x21 {
		t[c] = true
	}
	for _, c := range []byte("\"'`,;()[]{}<>|\\*!?") {
		t[c] = true
	}
	return t
}()

// words gives the words of text, without the punctuation that ends a sentence. Groups of digits that belong together
// ("4111 1111 1111 1111") are one word, and so is the value after "key=" or "key:".
func words(text string) iter.Seq[span] {
	return func(yield func(span) bool) {
		for i := 0; i < len(text); {
			if delimiters[text[i]] {
				if text[i] == '\\' && i+1 < len(text) && escapes[text[i+1]] {
					i++
				}
				i++
				continue
			}
			w := span{i, wordEnd(text, i)}
			i = w.end
			if w = grouped(text, w); w.end > i {
				i = w.end
			}
			if w = trimmed(text, w); w.start < w.end && !yield(w) {
				return
			}
		}
	}
}

// tellingWords gives those of words that can be a mark. It looks for what tells and then for the word around it: most words
// of most texts are passed over.
func tellingWords(text string, told tells) iter.Seq[span] {
	return func(yield func(span) bool) {
		from := 0
		for at := told.next(0); at >= 0; at = told.next(from) {
			w := span{start: wordStart(text, from, at)}
			if w.start > at { // it belongs to an escape
				from = w.start
				continue
			}
			digits := digitsEnd(text, w.start)
			w.end = wordEnd(text, digits)
			if w.end > digits || grouping(text, w) {
				w = grouped(text, w)
				from = w.end
				w = trimmed(text, w)
			} else {
				from = w.end
			}
			if w.start < w.end && !yield(w) {
				return
			}
		}
	}
}

// grouping reports whether a number may be the first of a group.
func grouping(text string, w span) bool {
	size := w.end - w.start
	return size >= minGroup && size <= maxGroup && w.end+1 < len(text) && text[w.end] == ' ' && text[w.end+1]-'0' <= 9
}

// digitsEnd is the end of the digits that begin at i.
func digitsEnd(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		b := le64(text, i) ^ '0'*lows
		if other := (b&^highs + (0x80-10)*lows | b) & highs; other != 0 {
			return i + bits.TrailingZeros64(other)/8
		}
	}
	for i < len(text) && text[i]-'0' <= 9 {
		i++
	}
	return i
}

// wordStart is where the word with the byte at begins: not before from, where the last one ended, and behind the letter of an
// escape. Of backslashes in a row every second one is escaped itself.
func wordStart(text string, from, at int) int {
	start := at
	for start > from && !delimiters[text[start-1]] {
		start--
	}
	slashes := 0
	for i := start - 1; i >= from && text[i] == '\\'; i-- {
		slashes++
	}
	if slashes%2 == 1 && escapes[text[start]] {
		start++
	}
	return start
}

func wordEnd(text string, i int) int {
	for i < len(text) && !delimiters[text[i]] {
		i++
	}
	return i
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

func le64(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// edges are what is cut from the ends of a word: 1 from both, 2 from the end only.
var edges = [256]uint8{'.': 1, ':': 1, '-': 1, '=': 1, '&': 1, '#': 1, '/': 2, '_': 2}

// trimmed cuts punctuation from the ends, and a "key=" in front of a value that is no address.
func trimmed(text string, w span) span {
	for w.end > w.start && edges[text[w.end-1]] != 0 {
		w.end--
	}
	for w.start < w.end && edges[text[w.start]] == 1 {
		w.start++
	}
	word := text[w.start:w.end]
	colon, equals := false, 0
	for i := range len(word) {
		colon = colon || word[i] == ':'
		if word[i] == '=' {
			equals = i + 1
		}
	}
	switch {
	case colon && strings.Contains(word, "://"):
	case equals > 0:
		w.start += equals
	case colon && strings.HasPrefix(word, "mailto:"):
		w.start += len("mailto:")
	}
	return w
}

const (
	minGroup, maxGroup = 2, 6
	maxGroups          = 8
)

// grouped joins groups of digits, with a single blank between them, to one word.
func grouped(text string, w span) span {
	if !digitGroup(text[w.start:w.end]) {
		return w
	}
	for range maxGroups {
		if w.end+1 >= len(text) || text[w.end] != ' ' {
			break
		}
		end := wordEnd(text, w.end+1)
		if !digitGroup(text[w.end+1 : end]) {
			break
		}
		w.end = end
	}
	return w
}

func digitGroup(w string) bool {
	if len(w) < minGroup || len(w) > maxGroup {
		return false
	}
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// features are the counts that tell kinds of words apart.
type features struct {
	letters, digits, at, dots, slashes, dashes, colons int
	scheme                                             int
	dotAfterAt                                         bool
}

func featuresOf(w string) (f features) {
	f.scheme = strings.Index(w, "://")
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			f.digits++
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= 0x80:
			f.letters++
		case c == '@':
			f.at++
		case c == '.':
			f.dots++
			f.dotAfterAt = f.dotAfterAt || f.at > 0
		case c == '/':
			f.slashes++
		case c == '-':
			f.dashes++
		case c == ':':
			f.colons++
		}
	}
	return f
}

// dated says that a word reads like a date or a time: 2024-05-15, 2024-05-15T10:00:00Z, 15/05/2024.
func (f features) dated() bool {
	return f.digits >= 6 && f.digits <= 17 && f.letters <= 2 && (f.dashes >= 2 || f.slashes == 2 || f.colons > 0 && f.digits < 12)
}
