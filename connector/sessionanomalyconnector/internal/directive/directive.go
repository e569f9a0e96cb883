// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// Directive is one request in a text.
type Directive struct {
	// Start and End are byte offsets of the request, from its verb to the end of the sentence.
	Start, End int
	// Verb is the first verb, in lower case.
	Verb string
}

const (
	// MaxPerText is how many directives of one text are looked at: the first ones.
	MaxPerText = 64
	// maxSentence ends a sentence that has no end.
	maxSentence = 400
	// minSentence is the shortest request that names anything.
	minSentence = 12
)

// Find appends the directives of text to dst, in order. They do not overlap.
func Find(dst []Directive, text string) []Directive {
	room := MaxPerText
	ready := true
	for i := 0; i < len(text) && room > 0; {
		c := text[i]
		if !letter(c) {
			ready = ready && glue(c) || opens(text, i)
			i++
			continue
		}
		end := wordEnd(text, i)
		word := strings.ToLower(text[i:end])
		switch {
		case word == "please" || word == "kindly":
			ready = true
		case !ready:
		case commands(word) && !key(text, end):
			stop := sentenceEnd(text, end)
			if stop-i >= minSentence {
				dst = append(dst, Directive{Start: i, End: stop, Verb: word})
				room--
				i, ready = stop, true
				continue
			}
			ready = false
		default:
			ready = urgings[word]
		}
		i = end
	}
	return dst
}

// commands reports whether a word can be the verb of a request.
func commands(word string) bool { return toolclass.IsVerb(word) || verbs[word] }

// letter takes the apostrophe of "don't" for a letter.
func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\''
}

// wordEnd is the end of a word; a quote that ends it is not part of it.
func wordEnd(text string, i int) int {
	if text[i] == '\'' {
		return i + 1
	}
	for i < len(text) && letter(text[i]) {
		i++
	}
	if text[i-1] == '\'' {
		i--
	}
	return i
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
	}
	return false
}

// key reports whether the word that ends at end is the key of a field, as in "email: …" and "file=…".
func key(text string, end int) bool {
	rest := text[end:min(len(text), end+4)]
	rest = strings.TrimLeft(rest, `'"\`)
	return rest == "" || rest[0] == ':' || rest[0] == '=' || rest[0] == '_' || rest[0] == '.' || rest[0] == '(' || rest[0] == '/' || rest[0] == '@'
}

// sentenceEnd is the end of the sentence that goes on at i: a full stop before a blank, an empty line, or the end of the data
// field the sentence stands in.
func sentenceEnd(text string, i int) int {
	limit := min(len(text), i+maxSentence)
	for ; i < limit; i++ {
		switch text[i] {
		case '.', '!', '?':
			if i+1 >= len(text) || blank(text[i+1]) {
				return i
			}
		case '\n':
			if emptyLine(text[i+1:]) {
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
