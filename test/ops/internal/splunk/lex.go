// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

const (
	word     query.Kind = iota + 1 // a name, a number, a pattern
	quoted                         // "text"
	single                         // 'field'
	operator                       // = != < <= > >=
	mark                           // | , ( ) and - +, where they stand alone
)

func one(s string) (query.Token, int, error) {
	switch s[0] {
	case '"', '\'':
		text, size, err := between(s)
		if s[0] == '"' {
			return query.Token{Kind: quoted, Text: text}, size, err
		}
		return query.Token{Kind: single, Text: text}, size, err
	case '|', ',', '(', ')':
		return query.Token{Kind: mark, Text: s[:1]}, 1, nil
	case '!', '=', '<', '>':
		for _, op := range []string{"!=", "<=", ">=", "=", "<", ">"} {
			if strings.HasPrefix(s, op) {
				return query.Token{Kind: operator, Text: op}, len(op), nil
			}
		}
		return query.Token{}, 0, fmt.Errorf("unknown operator at %q", s)
	}
	size, err := query.Word(s, "_.{}*-+:/") // which stand in the names of fields, in numbers and patterns
	switch {
	case err != nil:
		return query.Token{}, 0, err
	case s[:size] == "-" || s[:size] == "+":
		return query.Token{Kind: mark, Text: s[:size]}, size, nil
	}
	return query.Token{Kind: word, Text: s[:size]}, size, nil
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
