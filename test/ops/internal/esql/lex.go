// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

const (
	name   query.Kind = iota + 1 // a keyword, or a column with its dots
	number                       // digits
	text                         // "text"
	mark                         // | , ( ) * and operators
)

func one(s string) (query.Token, int, error) {
	for _, m := range []string{"==", "!=", "<=", ">=", "<", ">", "=", "|", ",", "(", ")", "*"} {
		if strings.HasPrefix(s, m) {
			return query.Token{Kind: mark, Text: m}, len(m), nil
		}
	}
	if s[0] == '"' {
		return between(s)
	}
	size, err := query.Word(s, "_@.") // names are without backticks, which this does not know
	if err != nil {
		return query.Token{}, 0, err
	}
	if unicode.IsDigit(rune(s[0])) {
		return query.Token{Kind: number, Text: s[:size]}, size, nil
	}
	return query.Token{Kind: name, Text: s[:size]}, size, nil
}

func between(s string) (query.Token, int, error) {
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return query.Token{Kind: text, Text: out.String()}, i + 1, nil
		case '\\':
			if i++; i == len(s) || !strings.ContainsRune("\"\\", rune(s[i])) {
				return query.Token{}, 0, fmt.Errorf("unknown escape in %s", s)
			}
		}
		out.WriteByte(s[i])
	}
	return query.Token{}, 0, fmt.Errorf("a text without its end: %s", s)
}
