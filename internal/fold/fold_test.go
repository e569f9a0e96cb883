// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fold

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSet(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"as it is\nhere":             "as it is\nhere",
		"a  b":                       "a b",
		"a\tb\rc\fd":                 "a b c d",
		"a\r\nb \n\t c":              "a\nb\nc",
		"a\n\nb\r\n\r\nc\n \n \n d":  "a\n\nb\n\nc\n\nd",
		"  a ":                       " a ",
		"\v \x00":                    " \x00",
		"eight letters\n\tand  more": "eight letters\nand more",
	} {
		var read Text
		assert.Equal(t, want, read.Set(text, 0, len(text)), "%q", text)
	}
}

// letters returns what is read of text, and where each of its bytes stands.
func letters(text string) (read string, at []int) {
	var b strings.Builder
	for i := 0; i < len(text); {
		end, breaks := After(text, i)
		switch {
		case end == i:
			b.WriteByte(text[i])
			at = append(at, i)
			end = i + 1
		case breaks == 0:
			b.WriteByte(' ')
			at = append(at, i)
		case breaks == 1:
			b.WriteByte('\n')
			at = append(at, i)
		default:
			b.WriteString("\n\n")
			at = append(at, i, end-1)
		}
		i = end
	}
	return b.String(), at
}

// TestAgainstLetters holds what works on many bytes at once against what works on one after the other.
func TestAgainstLetters(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		b := make([]byte, random.IntN(100))
		for i := range b {
			b[i] = "aaaaaaab.\xc3\xbf\v\x00    \n\n\t\r\f"[random.IntN(4+random.IntN(18))]
		}
		text := string(b)
		want, at := letters(text)
		var read Text
		require.Equal(t, want, read.Set(text, 0, len(text)), "%q", text)
		for i, o := range at {
			require.Equal(t, o, read.Original(i), "%q at %d", text, i)
		}
		requireNear(t, text, want, at, random)
	}
}

// requireNear holds Back and Ahead against what is read of text.
func requireNear(t *testing.T, text, read string, at []int, random *rand.Rand) {
	t.Helper()
	if read == "" {
		return
	}
	from := random.IntN(len(read))
	to := from + random.IntN(len(read)-from)
	n := random.IntN(40)
	back := Back(text, at[to], n)
	require.True(t, back == 0 || count(text[back:at[to]]) >= n, "%q [%d:%d] %d", text, back, at[to], n)
	require.False(t, Dropped(text, back), "%q", text)
	ahead := Ahead(text, at[from], n)
	require.True(t, ahead == len(text) || count(text[at[from]:ahead]) >= n, "%q [%d:%d] %d", text, at[from], ahead, n)
	require.False(t, Dropped(text, ahead), "%q", text)
}

// count counts what Back and Ahead count.
func count(text string) (n int) {
	for i := range len(text) {
		if isCharacter(text[i]) {
			n++
		}
	}
	return n
}
