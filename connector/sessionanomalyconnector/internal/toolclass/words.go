// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package toolclass

import (
	"strings"
	"unicode"
)

// maxWords bounds the work on one name or description.
const maxWords = 64

// Words splits a tool's name into lower-case words: snake, kebab, dotted, slashed and camel case, digits apart.
// "GitHubGetUserDetails", "git-hub.get_user_details" and "git_hub/getUserDetails" give the same words.
func Words(name string) []string { return AppendWords(nil, name) }

// AppendWords appends the words of a name to dst. Words in lower case share the memory of name.
func AppendWords(dst []string, name string) []string {
	if plain(name) {
		return append(dst, name)
	}
	start, limit := -1, len(dst)+maxWords
	flush := func(end int) {
		if start >= 0 && len(dst) < limit {
			dst = append(dst, strings.ToLower(name[start:end]))
		}
		start = -1
	}
	var prev rune
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			flush(i)
		case start < 0:
			start = i
		case unicode.IsUpper(r) && (unicode.IsLower(prev) || nextIsLower(name, i, r)):
			flush(i)
			start = i
		}
		prev = r
	}
	flush(len(name))
	return dst
}

// plain reports whether a name is one word in lower case, as most words of a text are.
func plain(name string) bool {
	for i := range len(name) {
		if c := name[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return name != ""
}

// nextIsLower tells the start of a word after an acronym: the "D" in "HTTPDelete".
func nextIsLower(name string, at int, r rune) bool {
	for _, next := range name[at+len(string(r)):] {
		return unicode.IsLower(next)
	}
	return false
}

// Stem folds plurals and the commonest verb endings, enough for a vocabulary of base forms.
func Stem(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches")):
		return w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "sms") && !strings.HasSuffix(w, "dns"):
		return w[:len(w)-1]
	}
	return w
}
