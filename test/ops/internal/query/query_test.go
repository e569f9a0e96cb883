// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package query

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const word Kind = iota + 1

func one(s string) (Token, int, error) {
	size, err := Word(s, "-|")
	return Token{Kind: word, Text: s[:size]}, size, err
}

func TestReader(t *testing.T) {
	r, err := NewReader("\ta-1 \u00a0|B\n", one)
	require.NoError(t, err)
	assert.Equal(t, Token{word, "|B"}, r.Peek(1))
	assert.Equal(t, Token{Kind: End}, r.Peek(2))
	assert.Equal(t, Token{word, "a-1"}, r.Next())
	require.EqualError(t, r.Done(), `unexpected "|B"`)
	assert.Equal(t, Token{word, "|B"}, r.Next())
	for range 3 { // the end stays
		assert.Equal(t, Token{Kind: End}, r.Next())
		require.NoError(t, r.Done())
	}
	_, err = NewReader("aü", one)
	assert.EqualError(t, err, "unknown character 'ü'")
}

func TestList(t *testing.T) {
	r, err := NewReader("a | b | c d", one)
	require.NoError(t, err)
	got, err := List(func() (string, error) { return r.Next().Text, nil }, func() bool { return r.Next().Text == "|" })
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, got)
	_, err = List(func() (string, error) { return "", assert.AnError }, func() bool { return true })
	assert.ErrorIs(t, err, assert.AnError)
}

func TestOrdered(t *testing.T) {
	for op, want := range map[string][]bool{"<": {true, false, false}, "<=": {true, true, false}, ">": {false, false, true}, ">=": {false, true, true}, "?": {false, false, false}} {
		for i, order := range []int{-1, 0, 1} {
			assert.Equal(t, want[i], Ordered(order, op), "%d %s", order, op)
		}
	}
}
