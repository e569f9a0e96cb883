// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHints wants each byte found wherever it stands, and no other taken for one in texts that are not short, unless all are.
func TestHints(t *testing.T) {
	always := hintsOf(strings.Repeat("a", 99))
	require.Contains(t, []hints{0, allHints}, always)
	for size := 32; size < 140; size++ {
		text := []byte(strings.Repeat("a", size))
		for at := range size {
			for c := range 256 {
				text[at] = byte(c)
				want := map[byte]hints{']': hintPseudonym, '\\': hintEscape, ':': hintKey}[byte(c)]
				require.Equal(t, want|always, hintsOf(string(text)), "%q", text)
			}
			text[at] = 'a'
		}
	}
	require.Equal(t, allHints, hintsOf(`\`+strings.Repeat("a", 40)+":"+strings.Repeat("a", 40)+"]"))
}
