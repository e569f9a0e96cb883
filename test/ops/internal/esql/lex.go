// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind int

const (
	end    kind = iota
	name        // a keyword, or a column with its dots
	number      // digits
	text        // "text"
	mark        // | , ( ) * and operators
)

type token struct {
	kind kind
	text string
}

func lex(query string) ([]token, error) {
	var out []token
	for rest := query; ; {
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
	for _, m := range []string{"==", "!=", "<=", ">=", "<", ">", "=", "|", ",", "(", ")", "*"} {
		if strings.HasPrefix(s, m) {
			return token{mark, m}, len(m), nil
		}
	}
	if s[0] == '"' {
		return between(s)
	}
	size := strings.IndexFunc(s, func(r rune) bool { return !part(r) })
	if size < 0 {
		size = len(s)
	}
	if size == 0 {
		r, _ := utf8.DecodeRuneInString(s)
		return token{}, 0, fmt.Errorf("unknown character %q", r)
	}
	if unicode.IsDigit(rune(s[0])) {
		return token{number, s[:size]}, size, nil
	}
	return token{name, s[:size]}, size, nil
}

// part says what names are of without backticks, which this does not know: letters of ASCII, digits, _, @ and dots between.
func part(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_@.", r))
}

func between(s string) (token, int, error) {
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return token{text, out.String()}, i + 1, nil
		case '\\':
			if i++; i == len(s) || !strings.ContainsRune("\"\\", rune(s[i])) {
				return token{}, 0, fmt.Errorf("unknown escape in %s", s)
			}
		}
		out.WriteByte(s[i])
	}
	return token{}, 0, fmt.Errorf("a text without its end: %s", s)
}
