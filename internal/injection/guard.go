// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

// guard looks at the text around a keyword, text[start:end], before the expression does. Most keywords are ordinary words:
// what makes them part of a cue stands in the same sentence. It must let pass what the expression would match after package
// fold has read the text.
type guard func(text string, start, end int) bool

// wordSet holds words in lower case.
type wordSet struct {
	words [32][]string // by their first letter
	whole bool         // nothing may be added to a word
}

func newWordSet(words string) *wordSet {
	s := &wordSet{}
	for w := range strings.FieldsSeq(words) {
		s.words[w[0]&letterBits] = append(s.words[w[0]&letterBits], w)
	}
	return s
}

// letterBits are what tells a letter from others, in either case.
const letterBits = 0x1f

// has tells whether the letters that begin at from are one of the words, an ending perhaps added where the set allows it.
func (s *wordSet) has(text string, from int) bool {
	for _, w := range s.words[text[from]&letterBits] {
		if beginsFold(text[from:], w) && (!s.whole || len(text) == from+len(w) || !isLetter(text[from+len(w)])) {
			return true
		}
	}
	return false
}

// beginsFold tells whether text begins with a word in lower case, in either case itself.
func beginsFold(text, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		if c := text[i]; c != word[i] && (c|0x20 != word[i] || !isLetter(c)) {
			return false
		}
	}
	return true
}

// in tells whether one of the words begins in text[from:to].
func (s *wordSet) in(text string, from, to int) bool {
	for i := from; i < to; i++ {
		if isLetter(text[i]) && (i == 0 || !isLetter(text[i-1])) && s.has(text, i) {
			return true
		}
	}
	return false
}

// before returns a guard that wants one of the words within limit characters before the keyword, and none of the bytes in stop
// between. White space does not count, and line breaks do not stop.
func before(limit int, stop, words string) guard { return newWordSet(words).before(limit, stop) }

// beforeWhole is the same for words without an ending, but for an s.
func beforeWhole(limit int, stop, words string) guard {
	set := newWordSet(words + " " + strings.Join(strings.Fields(words), "s ") + "s")
	set.whole = true
	return set.before(limit, stop)
}

func (s *wordSet) before(limit int, stop string) guard {
	return func(text string, start, _ int) bool {
		from := fold.Back(text, start, limit)
		return s.in(text, from+strings.LastIndexAny(text[from:start], stop)+1, start)
	}
}

// after is the same for what follows the keyword.
func after(limit int, stop, words string) guard {
	set := newWordSet(words)
	return func(text string, _, end int) bool {
		to := fold.Ahead(text, end, limit)
		if i := strings.IndexAny(text[end:to], stop); i >= 0 {
			to = end + i
		}
		return set.in(text, end, to)
	}
}

// next returns a guard that wants one of the words, or a possessive, as the word after the one that the keyword begins.
func next(words string) guard {
	set := newWordSet(words)
	return func(text string, _, end int) bool {
		at := end
		if isLetter(text[end-1]) {
			at = wordEnd(text, at)
		}
		spaces := at
		at = pastSpace(text, at)
		if at == len(text) || at == spaces && !isSpace(text[end-1]) {
			return false
		}
		return set.has(text, at) || possessive(text, at)
	}
}

// maxFillers is how many words a phrase may hold between its first and its last one: more than any expression has.
const maxFillers = 20

// reaches returns a guard that wants one of the words after the one that the keyword begins, with fillers and possessives alone
// between them.
func reaches(fillers, words string) guard {
	filler, last := newWordSet(fillers), newWordSet(words)
	return func(text string, _, end int) bool {
		at := end
		if isLetter(text[end-1]) {
			at = wordEnd(text, at)
		}
		for range maxFillers {
			from := at
			for at < len(text) && (isSpace(text[at]) || text[at] == ',') {
				at++
			}
			switch {
			case at == len(text) || at == from && !isSpace(text[at-1]):
				return false
			case last.has(text, at):
				return true
			case possessive(text, at):
				at = min(len(text), wordEnd(text, at)+len("'s"))
			case filler.has(text, at):
				at = wordEnd(text, at)
			default:
				return false
			}
		}
		return true
	}
}

// soon returns a guard that wants one of the words as the first or the second one after the keyword.
func soon(words string) guard {
	set := newWordSet(words)
	return func(text string, _, end int) bool {
		first := pastSpace(text, end)
		second := first
		for end := min(len(text), first+maxWord); second < end && (isLetter(text[second]) || text[second] == '-'); second++ {
		}
		second = pastSpace(text, second)
		return first < len(text) && set.has(text, first) || second < len(text) && set.has(text, second)
	}
}

// aloneWord is a guard that wants the keyword to be a word of its own.
func aloneWord(text string, start, end int) bool {
	return (start == 0 || !isWordChar(text[start-1])) && (end == len(text) || !isWordChar(text[end]))
}

// inQuery is a guard that wants what begins a query or a parameter of it so near before the keyword as its name is long at most.
func inQuery(text string, start, _ int) bool {
	return strings.ContainsAny(text[max(0, start-maxParameter-1):start], "?&")
}

// maxParameter is how long the name of a parameter in a URL may be.
const maxParameter = 30

// wordEnds is a guard that wants the keyword to end a word.
func wordEnds(text string, _, end int) bool { return end == len(text) || !isWordChar(text[end]) }

// afterTool is a guard that wants the name of a tool, which has an underscore, or the word tool before the keyword.
func afterTool(text string, start, _ int) bool {
	end := start
	for end > 0 && isSpace(text[end-1]) {
		end--
	}
	from := end
	for least := max(0, end-maxWord); from > least && (isLetter(text[from-1]) || text[from-1] == '_'); from-- {
	}
	name := text[from:end]
	return end < start && (strings.IndexByte(name, '_') >= 0 || len(name) >= len("tool") && strings.EqualFold(name[len(name)-len("tool"):], "tool"))
}

func isWordChar(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// maxWord is how many letters of a word are read at most, so that a text of one word takes no longer than others. No expression
// has a longer one.
const maxWord = 64

func wordEnd(text string, at int) int {
	for end := min(len(text), at+maxWord); at < end && isLetter(text[at]); at++ {
	}
	return at
}

func pastSpace(text string, at int) int {
	for at < len(text) && isSpace(text[at]) {
		at++
	}
	return at
}

func possessive(text string, at int) bool {
	at = wordEnd(text, at)
	return at < len(text) && text[at] == '\''
}

// either returns a guard that wants one of two.
func either(a, b guard) guard {
	return func(text string, start, end int) bool { return a(text, start, end) || b(text, start, end) }
}

// both returns a guard that wants two.
func both(a, b guard) guard {
	return func(text string, start, end int) bool { return a(text, start, end) && b(text, start, end) }
}

// of returns a guard that is asked about the keywords that begin so, in lower case, and lets the others pass.
func (g guard) of(prefixes ...string) guard {
	return func(text string, start, end int) bool {
		for _, p := range prefixes {
			if end-start >= len(p) && strings.EqualFold(text[start:start+len(p)], p) {
				return g(text, start, end)
			}
		}
		return true
	}
}

func isSpace(c byte) bool { return fold.IsSpace(c) }
