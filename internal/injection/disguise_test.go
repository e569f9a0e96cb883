// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAGlanceSeesEnough: what a glance takes for plain is plain, character by character.
func TestAGlanceSeesEnough(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	plain := 0
	for _, alphabet := range []string{"abZ09 ._", "a b", "a1", "abcdefgh0 -|", "aZ@[`{/:09\x00\xff\xe1 *", "words of prose 1"} {
		for range 20_000 {
			text := make([]byte, glanceLen+random.IntN(60))
			for i := range text {
				text[i] = alphabet[random.IntN(len(alphabet))]
			}
			var exact signs
			for i := range glanceN {
				at := i * (len(text) - glanceLen) / (glanceN - 1)
				exact.count(string(text[at : at+glanceLen]))
			}
			glance := glanced(string(text))
			require.Equal(t, exact.n, glance.n)
			require.Equal(t, exact.mixed, glance.mixed, "%q", text)
			require.GreaterOrEqual(t, glance.alone, exact.alone, "%q", text)
			if glance.plain() {
				plain++
				require.True(t, exact.plain(), "%q", text)
			}
		}
	}
	require.Greater(t, plain, 1000)
}
