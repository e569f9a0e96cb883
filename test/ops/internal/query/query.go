// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package query reads queries as tokens, and knows what the interpreters beside it have in common. Which tokens there are, and
// what may follow what, is each language's own.
package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is one of a language's kinds of tokens, which it counts from 1.
type Kind int

// End is the kind of the token after the last one.
const End Kind = 0

// Token is a piece of a query. Text is without quotation marks.
type Token struct {
	Kind Kind
	Text string
}

// Reader hands out the tokens of a query in order, and then End without end.
type Reader struct {
	tokens []Token
	at     int
}

// NewReader cuts a query into tokens. One takes the first of a text that begins with it, and says of how many bytes it is.
func NewReader(query string, one func(string) (Token, int, error)) (*Reader, error) {
	r := &Reader{}
	for rest := query; ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return r, nil
		}
		t, size, err := one(rest)
		if err != nil {
			return nil, err
		}
		r.tokens = append(r.tokens, t)
		rest = rest[size:]
	}
}

// Peek is the token that comes after as many others.
func (r *Reader) Peek(after int) Token {
	if at := r.at + after; at < len(r.tokens) {
		return r.tokens[at]
	}
	return Token{Kind: End}
}

// Next takes the next token.
func (r *Reader) Next() Token {
	t := r.Peek(0)
	r.at++
	return t
}

// Done is an error, if tokens are left.
func (r *Reader) Done() error {
	if t := r.Peek(0); t.Kind != End {
		return fmt.Errorf("unexpected %q", t.Text)
	}
	return nil
}

// Word is how many bytes at the beginning of a text are letters of ASCII, digits or others of these: at least one.
func Word(text, others string) (size int, err error) {
	for size < len(text) && (letter(text[size]) || strings.IndexByte(others, text[size]) >= 0) {
		size++
	}
	if size == 0 {
		r, _ := utf8.DecodeRuneInString(text)
		return 0, fmt.Errorf("unknown character %q", r)
	}
	return size, nil
}

func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// List reads one thing, and another as long as there is more.
func List[T any](one func() (T, error), more func() bool) ([]T, error) {
	var out []T
	for {
		t, err := one()
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		if !more() {
			return out, nil
		}
	}
}

// Ordered says of two values, of which the first is below (order < 0), equal to or above the second, whether <, <=, > or >= holds.
func Ordered(order int, op string) bool {
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return op == ">=" && order >= 0
}
