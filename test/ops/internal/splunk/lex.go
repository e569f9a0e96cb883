// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind int

const (
	end      kind = iota
	word          // a name, a number, a pattern
	quoted        // "text"
	single        // 'field'
	operator      // = != < <= > >=
	mark          // | , ( ) and - +, where they stand alone
)

type token struct {
	kind kind
	text string
}

func lex(search string) ([]token, error) {
	var out []token
	for rest := search; ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return append(out, token{kind: end}), nil
		}
		t, size, err := one(rest)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		rest = rest[size:]
	}
}

func one(s string) (token, int, error) {
	switch s[0] {
	case '"', '\'':
		text, size, err := between(s)
		if s[0] == '"' {
			return token{quoted, text}, size, err
		}
		return token{single, text}, size, err
	case '|', ',', '(', ')':
		return token{mark, s[:1]}, 1, nil
	case '!', '=', '<', '>':
		for _, op := range []string{"!=", "<=", ">=", "=", "<", ">"} {
			if strings.HasPrefix(s, op) {
				return token{operator, op}, len(op), nil
			}
		}
		return token{}, 0, fmt.Errorf("unknown operator at %q", s)
	}
	size := strings.IndexFunc(s, func(r rune) bool { return !part(r) })
	if size < 0 {
		size = len(s)
	}
	switch {
	case size == 0:
		r, _ := utf8.DecodeRuneInString(s)
		return token{}, 0, fmt.Errorf("unknown character %q", r)
	case s[:size] == "-" || s[:size] == "+":
		return token{mark, s[:size]}, size, nil
	}
	return token{word, s[:size]}, size, nil
}

// part says what words are of: letters of ASCII, digits, and what stands in the names of fields, in numbers and patterns.
func part(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.{}*-+:/", r))
}

// between reads a text between quotation marks, in which a backslash makes the next one, or itself, a character like any other.
func between(s string) (text string, size int, err error) {
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return out.String(), i + 1, nil
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == s[0] || s[i+1] == '\\'):
			i++
		}
		out.WriteByte(s[i])
	}
	return "", 0, fmt.Errorf("a text without its end: %s", s)
}
