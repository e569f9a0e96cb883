// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "strings"

// letters has the apostrophe of "don't" among the letters.
var letters = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\''
	}
	return t
}()

func letter(c byte) bool { return letters[c] }

// wordEnd is the end of a word; a quotation mark that ends it is not part of it.
func wordEnd(text string, i int) int {
	for i < len(text) && letter(text[i]) {
		i++
	}
	if text[i-1] == '\'' {
		i--
	}
	return i
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

// key reports whether the word that ends at end is the key of a field, as in "email: …" and "file=…", or a noun.
func key(text string, end int) bool {
	rest := text[end:min(len(text), end+4)]
	if noun(rest) {
		return true
	}
	rest = strings.TrimLeft(rest, `'"\`)
	return rest == "" || strings.IndexByte(":=_.(/@", rest[0]) >= 0
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
