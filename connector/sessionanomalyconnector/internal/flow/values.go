// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "strings"

// minKeys is how many keys make a text a record.
const minKeys = 2

// Values appends the values of a record in JSON, YAML or the notation of Python to dst, without the keys: who passes a table
// on seldom passes its column names on. Text that is no record gives nothing.
func (s *Scanner) Values(dst []byte, text string) []byte {
	if text == s.hinted && s.hints&hintKey == 0 {
		return dst // as most prose
	}
	return appendValues(dst, text)
}

func appendValues(dst []byte, text string) []byte {
	if colon := strings.IndexByte(text, ':'); colon < 0 || strings.IndexByte(text[colon+1:], ':') < 0 {
		return dst // less than minKeys
	}
	start, keys, kept := len(dst), 0, 0
	lineStart := true
	for i := 0; i < len(text); {
		c := text[i]
		end := 0
		switch {
		case c == '"' || c == '\'':
			end = quotedKey(text, i)
		case lineStart && bare(c):
			end = bareKey(text, i)
		}
		if end > 0 {
			dst = append(dst, text[kept:i]...)
			keys++
			i, kept, lineStart = end, end, false
			continue
		}
		lineStart = c == '\n' || lineStart && (c == ' ' || c == '-')
		i++
	}
	if keys < minKeys {
		return dst[:start]
	}
	return append(dst, text[kept:]...)
}

// maxKey is the longest key.
const maxKey = 64

// quotedKey is the end of the key that the quote at i begins, its colon included; zero when it is none.
func quotedKey(text string, i int) int {
	for j := i + 1; j < len(text) && j-i <= maxKey; j++ {
		if text[j] == text[i] {
			if j+1 < len(text) && text[j+1] == ':' {
				return j + 2
			}
			return 0
		}
	}
	return 0
}

// bareKey is the same for a key without quotes at the start of a line.
func bareKey(text string, i int) int {
	for j := i; j < len(text) && j-i <= maxKey; j++ {
		if text[j] == ':' {
			if j+1 == len(text) || text[j+1] == ' ' || text[j+1] == '\n' {
				return j + 1
			}
			return 0
		}
		if !bare(text[j]) {
			return 0
		}
	}
	return 0
}

func bare(c byte) bool { return c == '_' || folds[c] != 0 && c != '@' }
