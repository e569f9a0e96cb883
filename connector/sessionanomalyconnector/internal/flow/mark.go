// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// Kind is what a mark is.
type Kind uint8

// The kinds, from the weakest to the strongest evidence of where a text comes from.
const (
	Number     Kind = iota // a small number or an amount; means something only together with other marks
	Quoted                 // a phrase in quotes, likewise
	Name                   // capitalised words in a row, likewise
	Identifier             // letters with digits: an order number, a user name with a number
	Path                   // a file path
	Host                   // a host name
	URL                    // an address with a scheme
	Email                  // a mail address
	Account                // a long number, grouped or not: card, account, phone
	Key                    // long and mixed: a token, a key
	Pseudonym              // written by the dlp processor in place of a value
	kinds
)

var kindNames = [kinds]string{"number", "phrase", "name", "identifier", "path", "host", "url", "email", "account number", "key", "pseudonym"}

// Weak kinds say little by themselves. Marks does not list them; a caller that knows what to look for adds them.
func (k Kind) Weak() bool { return k < Identifier }

// String names the kind for people.
func (k Kind) String() string { return kindNames[k] }

// Mark is one value in a text that means something on its own.
type Mark struct {
	Kind       Kind
	Start, End int    // byte offsets in the text
	Hash       uint64 // of the folded value; for a pseudonym, of its hash part
	Label      string // of a pseudonym: the dlp rule that wrote it
	head       uint32
	size       uint8
	first      byte // of the folded value
}

const (
	minMark = 6
	// minAccount is how many digits alone make an account number.
	minAccount = 8
	// headLen is how many folded bytes find a mark inside longer text. Shorter marks match whole words only.
	headLen    = 8
	maxMarkLen = 200
	// shortText is the length of a text that is looked through byte by byte for what tells.
	shortText = 32
)

// appendMarks adds the marks of text to dst, at most limit of them.
func (s *Scanner) appendMarks(dst []Mark, text string, limit int) []Mark {
	if s.hasPseudonym(text) {
		for _, t := range pseudonym.Find(text) {
			if len(dst) >= limit {
				return dst
			}
			m := Mark{Kind: Pseudonym, Start: t.Start, End: t.End, Hash: hashBytes([]byte(t.Hash)), Label: t.Label}
			dst = append(dst, m)
		}
	}
	if len(text) < shortText && !mayTell(text) {
		return dst
	}
	s.tells.set(text)
	for w := range tellingWords(text, s.tells) {
		if len(dst) >= limit {
			break
		}
		if digitsEnd(text, w.start) >= w.end { // what most marks are need neither be told apart nor folded
			dst = appendNumber(dst, text, w)
		} else if kind, ok := kindOf(text[w.start:w.end]); ok {
			dst = s.appendMark(dst, text, kind, w.start, w.end)
		}
	}
	return dst
}

// appendNumber adds a word of digits alone, if it is an account number.
func appendNumber(dst []Mark, text string, w span) []Mark {
	if size := w.end - w.start; size < minAccount || size > maxMarkLen {
		return dst
	}
	return append(dst, markOf(Account, []byte(text[w.start:w.end]), w.start, w.end))
}

func (s *Scanner) appendMark(dst []Mark, text string, kind Kind, start, end int) []Mark {
	s.word = fold(s.word[:0], text[start:end], maxMarkLen)
	if len(s.word) < minMark {
		return dst
	}
	return append(dst, markOf(kind, s.word, start, end))
}

// markOf makes a mark of a folded value.
func markOf(kind Kind, word []byte, start, end int) Mark {
	m := Mark{Kind: kind, Start: start, End: end, Hash: hashBytes(word), size: uint8(len(word))}
	if len(word) > 0 {
		m.first = word[0]
	}
	if len(word) >= headLen {
		m.head = hashHead(word)
	}
	return m
}

// kindOf tells what a word is. Plain words and plain small numbers, dates and times are nothing.
func kindOf(w string) (Kind, bool) {
	if len(w) < minMark || len(w) > maxMarkLen {
		return 0, false
	}
	f := featuresOf(w)
	switch {
	case f.scheme > 0:
		return URL, true
	case f.at == 1 && f.dotAfterAt:
		return Email, true
	case f.at > 0:
		return 0, false
	case f.slashes >= 2 && f.letters > 2 && !f.dated():
		return Path, true
	case f.slashes > 0 || f.letters == 0 && f.colons > 0:
		return 0, false
	case f.dots > 0 && strings.HasPrefix(w, "www."):
		return Host, true
	case f.digits == 0:
		return 0, false
	}
	return numbered(f)
}

// numbered tells apart the words with digits in them.
func numbered(f features) (Kind, bool) {
	switch {
	case f.dated() || f.letters == 0 && f.dots > 0:
		return 0, false
	case f.letters == 0:
		return Account, f.digits >= minAccount
	case f.digits >= 8 && f.digits >= f.letters && f.letters <= 8:
		return Account, true
	case f.digits+f.letters >= 20 && f.digits >= 3 && f.dots == 0:
		return Key, true
	}
	return Identifier, f.digits >= 2
}
