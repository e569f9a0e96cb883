// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSpecial wants each byte found that is special, wherever it stands, and no other.
func TestSpecial(t *testing.T) {
	for size := range 140 {
		text := []byte(strings.Repeat("a", size))
		require.Equal(t, size, special(string(text), size/3))
		for at := range size {
			for _, c := range []byte("\"\\#]!\xa2\xdc\x00\xff") {
				text[at] = c
				requireSpecial(t, string(text), 0)
				requireSpecial(t, string(text), at/2)
				requireSpecial(t, string(text), at+1)
			}
			text[at] = "a\""[at%7/6]
		}
	}
}

func requireSpecial(t *testing.T, text string, from int) {
	t.Helper()
	want := len(text)
	if i := strings.IndexAny(text[from:], `"\`); i >= 0 {
		want = from + i
	}
	require.Equal(t, want, special(text, from), "%q from %d", text, from)
	require.Equal(t, want, specialByWords(text, from), "%q from %d", text, from)
	require.Equal(t, want, nextSpecial(text, from), "%q from %d", text, from)
}
