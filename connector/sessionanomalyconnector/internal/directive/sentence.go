// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/bits"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/byteskip"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// letters has the apostrophe of "don't" among the letters.
var letters = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\''
	}
	return t
}()

func letter(c byte) bool { return letters[c] }

// wordAt is the end of the word that begins at i, and its first eight bytes in lower case, zeros after a shorter one. A
// quotation mark that ends a word is not part of it.
func wordAt(text string, i int) (end int, key uint64) {
	b := textmap.Eight(text, i)
	mask := letterMask(b)
	n := bits.TrailingZeros64(^mask) / 8
	end = i + n
	if n == 8 {
		for end < len(text) && letter(text[end]) {
			end++
		}
	}
	if text[end-1] == '\'' {
		end--
		n = min(n, end-i)
	}
	return end, keyOf(b, n)
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

// letterMask has all bits set in the bytes of b that are letters.
func letterMask(b uint64) uint64 {
	lower := b&^highs | lowerCase
	from := lower + (0x80-'a')*lows                 // high bit: "a" or above
	past := lower + (0x80-'z'-1)*lows               // high bit: above "z"
	other := ((b &^ highs) ^ '\''*lows) + 0x7f*lows // high bit: no apostrophe
	found := (from&^past | ^other) & highs &^ b
	return (found >> 7) * 0xff
}

// separator is the length of what separates words at i: an escape, or one byte.
func separator(text string, i int) int {
	if text[i] == '\\' && i+1 < len(text) && (text[i+1] == 'n' || text[i+1] == 'r' || text[i+1] == 't') {
		return 2
	}
	return 1
}

// glue may stand between words of one clause opening.
func glue(c byte) bool {
	return c == ' ' || c == '\t' || c == '*' || c == '"' || c == '-' || c == '>' || c == '('
}

// opens reports whether a clause begins after the byte at i.
func opens(text string, i int) bool {
	switch text[i] {
	case '\n', '\r', '!', '?', ';', ':', '>', '"', '\'', '[', '(', '{', '|', '#', '*':
		return true
	case '.', ',':
		return i+1 >= len(text) || text[i+1] == ' ' || text[i+1] == '\n' || text[i+1] == '\\'
	case '-':
		return i+1 < len(text) && text[i+1] == ' '
	case '\\':
		return separator(text, i) == 2
	}
	return false
}

// noun reports whether what follows a word makes it a noun: "purchase at", "transfer of".
func noun(rest string) bool {
	return len(rest) == 4 && (rest == " of " || rest == " at " || rest == " by ")
}

// isKey reports whether the word that ends at end is the key of a field, as in "email: …" and "file=…", or a noun.
func isKey(text string, end int) bool {
	rest := text[end:min(len(text), end+4)]
	if noun(rest) {
		return true
	}
	rest = strings.TrimLeft(rest, `'"\`)
	return rest == "" || strings.IndexByte(":=_.(/@", rest[0]) >= 0
}

// stops are the bytes that can end a sentence.
var stops = [256]uint8{'.': 1, '!': 1, '?': 1, '\n': 1, '\\': 1, '\'': 1, '"': 1}

var stopsToSkipTo = byteskip.New(byteskip.Clue{".\n"}, byteskip.Clue{"?"}, byteskip.Clue{"!"}, byteskip.Clue{"\"'"}, byteskip.Clue{"\\"})

// sentenceEnd is the end of the sentence that goes on at i: a full stop before a blank, an empty line, or the end of the data
// field the sentence stands in.
func sentenceEnd(text string, i int) int {
	limit := min(len(text), i+maxSentence)
	for i = stopsToSkipTo.Skip(text[:limit], i); i < limit; i++ {
		if i+4 <= limit {
			if b := text[i : i+4]; stops[b[0]]|stops[b[1]]|stops[b[2]]|stops[b[3]] == 0 {
				i += 3
				continue
			}
		}
		if stops[text[i]] == 0 {
			continue
		}
		switch text[i] {
		case '.', '!', '?':
			if i+1 >= len(text) || blank(text[i+1]) {
				return i
			}
		case '\n':
			if emptyLine(text[i+1:]) {
				return i
			}
		case '\\':
			if strings.HasPrefix(text[i:], `\n\n`) {
				return i
			}
		case '\'', '"':
			if fieldEnd(text[i+1:]) {
				return i
			}
		}
	}
	return limit
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\\' || c == '<'
}

func emptyLine(rest string) bool {
	rest = strings.TrimLeft(rest[:min(len(rest), 32)], " \t\r")
	return rest == "" || rest[0] == '\n'
}

// fieldEnd reports whether a quote before rest ends a data field: `', '`, `"}`, `"]`, `"\n`.
func fieldEnd(rest string) bool {
	if rest == "" {
		return true
	}
	switch rest[0] {
	case '}', ']':
		return true
	case ',':
		after := strings.TrimLeft(rest[1:min(len(rest), 8)], " \n\t")
		return after != "" && (after[0] == '\'' || after[0] == '"' || after[0] == '{')
	}
	return false
}
