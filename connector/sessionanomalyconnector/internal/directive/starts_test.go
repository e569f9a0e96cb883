// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// plainStarts walks from word to word.
func plainStarts(text string) (starts []int) {
	for i := 0; i < len(text); {
		if !letter(text[i]) || text[i] == '\'' {
			i += separator(text, i)
			continue
		}
		starts = append(starts, i)
		i, _ = wordAt(text, i)
	}
	return starts
}

func requireStarts(t *testing.T, text string) {
	t.Helper()
	var got []int
	var w wordStarts
	m := textmap.Map(nil).Of(text)
	for i := range m[1:] {
		starts, _ := w.next(text, m, i)
		for bit := range textmap.Len {
			if starts>>bit&1 != 0 {
				got = append(got, i*textmap.Len+bit)
			}
		}
	}
	require.Equal(t, plainStarts(text), got, "%q", text)
}

// TestWordStarts makes texts of little but letters, apostrophes and backslashes, which go over the ends of blocks.
func TestWordStarts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := make([]byte, r.IntN(4*textmap.Len))
		often := r.IntN(20)
		for i := range text {
			text[i] = "aZnrt'\\ -\xe9'''''''''"[r.IntN(10+often/2)]
		}
		requireStarts(t, string(text))
	}
}

func FuzzWordStarts(f *testing.F) {
	f.Add("don't 'quote' users'' \\n'x \\\\n\\tab rock'n'roll '''' a''b it's")
	f.Fuzz(requireStarts)
}

// TestTellingKeys wants every word looked up that signs are made of, whatever stands behind it.
func TestTellingKeys(t *testing.T) {
	for word, r := range wordRoles {
		if r&(firsts|telling) == 0 {
			continue
		}
		for _, behind := range []string{"", "'", " and more", "\n", "\xff", "-", "_"} {
			text := word + behind
			for _, text := range []string{text, strings.ToUpper(text), text + " and so on", strings.ToUpper(text) + " and so on"} {
				assert.EqualValues(t, 1, mayTell(text, 0, 1), "%q", text)
			}
			m := textmap.Map(nil).Of(text)
			size := min(m.End(textmap.Lower, 0, len(text)), len(text))
			assert.True(t, tellingKeys.has(keyOf(textmap.Eight(text, 0), size)), "%q", text)
		}
	}
	assert.True(t, tellingKeys.has(keyOf(textmap.Eight("<b>", 0), 0)), "a tag")
	assert.False(t, tellingKeys.has(keyOf(textmap.Eight("customer", 0), 8)))
}
