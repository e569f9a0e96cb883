// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// marksAmong are the words that are marks.
func marksAmong(words iter.Seq[span], text string) (out []span) {
	for w := range words {
		if _, ok := kindOf(text[w.start:w.end]); ok {
			out = append(out, w)
		}
	}
	return out
}

// plainFold is fold, byte by byte.
func plainFold(text string) (out []byte) {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && escapes[text[i+1]] {
			i++
		} else if f := folds[text[i]]; f != 0 {
			out = append(out, f)
		}
	}
	return out
}

// TestFoldOfAnyLength folds every byte at every place of a block, and blocks with a rest of any length.
func TestFoldOfAnyLength(t *testing.T) {
	var all []byte
	for i := range 256 * 33 {
		if c := byte(i + i/256); c != '\\' {
			all = append(all, c)
		}
	}
	folded := make([]byte, len(all)+room)
	for size := range 200 {
		text := string(all[size : 2*size])
		assert.Equal(t, string(plainFold(text)), string(folded[:foldPlain(folded, text)]))
	}
	assert.Equal(t, string(plainFold(string(all))), string(folded[:foldPlain(folded, string(all))]))
}

// FuzzFastPaths holds what was made fast against what it stands for.
func FuzzFastPaths(f *testing.F) {
	for _, text := range []string{
		"", "a", `\`, `\/`, `x\/y/z1 \\n12345678 \n12345678 \\\n12345678`, "pay 4111 1111 1111 1111 to bob@example.com, key=AKIA1234",
		strings.Repeat("the same words again and again ", 20), strings.Repeat("aaaaaaaaaaaaaaaaa", 40), "12 34 56 78 90 12/3 a.b",
		`C:\\dir\\file1.txt "http://host/p?q=1" 'x@y.z'`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		assert.Equal(t, marksAmong(words(text), text), marksAmong(tellingWords(text, tellsOf(text)), text))
		assert.Equal(t, string(plainFold(text)), string(fold([]byte{}, text, len(text))))
		noEscapes, inGo := strings.ReplaceAll(text, `\`, " "), make([]byte, len(text)+room)
		assert.Equal(t, string(plainFold(noEscapes)), string(inGo[:foldGo(inGo, noEscapes)]))
		limit := len(text) / 2
		assert.Equal(t, "x"+string(plainFold(text[:limit])), string(fold([]byte("x"), text, limit)))
	})
}

// TestShortWordsAreFolded holds the words that are folded at once to those that are folded byte by byte: all bytes in every place
// among others, and words of some bytes that are next to those of a class.
func TestShortWordsAreFolded(t *testing.T) {
	requireFolded := func(text string) {
		word, size := foldShort(text)
		wantWord, wantSize := foldStart(text)
		require.Equal(t, wantSize, size, "%q", text)
		require.Equal(t, wantWord, word, "%q", text)
	}
	requireFolded("")
	for size := 1; size <= headLen; size++ {
		for at := range size {
			for c := range 256 {
				for _, among := range []string{"a", "Z", "5", "\xff"} {
					text := []byte(strings.Repeat(among, size))
					text[at] = byte(c)
					requireFolded(string(text))
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	among := "azAZ09@[`{/:\\n\x00\x7f\x80\xff"
	for range 100_000 {
		text := make([]byte, r.IntN(headLen+2))
		for i := range text {
			text[i] = among[r.IntN(len(among))]
		}
		requireFolded(string(text))
	}
}
