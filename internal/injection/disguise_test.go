// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSigns holds the counting of signs against a walk over the characters.
func TestSigns(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	found := signs{}
	for _, alphabet := range []string{"abZ09 ._", "a b", "a1", "abcdefgh0 -|", "aZ@[`{/:09\x00\xff\xe1 *", "words of prose 1"} {
		for range 20_000 {
			text := make([]byte, random.IntN(sampleLen+1))
			for i := range text {
				text[i] = alphabet[random.IntN(len(alphabet))]
			}
			var got signs
			got.count(string(text))
			if want := countPlain(text); got != want {
				require.Equal(t, want, got, "%q", text)
			}
			found.alone += got.alone
			found.mixed += got.mixed
		}
	}
	require.Greater(t, found.alone, 1000)
	require.Greater(t, found.mixed, 1000)
}

// countPlain is what count is held against.
func countPlain(part []byte) signs {
	s := signs{n: len(part)}
	for i := 1; i < len(part); i++ {
		before, c := part[i-1], part[i]
		if isLetter(before) && isDigit(c) || isDigit(before) && isLetter(c) {
			s.mixed++
		}
		if isSeparator(before) && (isLetter(c) || isDigit(c)) && i+1 < len(part) && isSeparator(part[i+1]) {
			s.alone++
		}
	}
	return s
}
