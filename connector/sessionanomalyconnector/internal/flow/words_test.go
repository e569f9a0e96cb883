// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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

// plainWinnow is winnowing as the paper has it: the smallest hash, the last one of equal ones, of every window.
func plainWinnow(folded []byte, want int) (out []printed) {
	n := len(folded) - gram + 1
	if n <= 0 {
		return nil
	}
	window := min(windowOf(n, want), n)
	last := -1
	for end := window; end <= n; end++ {
		at := end - window
		for i := at; i < end; i++ {
			if hashGram(folded[i:]) <= hashGram(folded[at:]) {
				at = i
			}
		}
		if at != last {
			out = append(out, printed{hash: hashGram(folded[at:]), pos: int32(at)})
			last = at
		}
	}
	return out
}

func byHash(a, b printed) int { return cmp.Compare(a.hash, b.hash) }

// FuzzFastPaths holds what was made fast against what it stands for.
func FuzzFastPaths(f *testing.F) {
	for _, text := range []string{
		"", "a", `\`, `\/`, `x\/y/z1 \\n12345678 \n12345678 \\\n12345678`, "pay 4111 1111 1111 1111 to bob@example.com, key=AKIA1234",
		strings.Repeat("the same words again and again ", 20), strings.Repeat("aaaaaaaaaaaaaaaaa", 40), "12 34 56 78 90 12/3 a.b",
		`C:\\dir\\file1.txt "http://host/p?q=1" 'x@y.z'`,
	} {
		f.Add(text, uint8(8))
	}
	f.Fuzz(func(t *testing.T, text string, want uint8) {
		assert.Equal(t, marksAmong(words(text), text), marksAmong(tellingWords(text), text))
		folded := fold(nil, text, len(text))
		prints, _ := winnow(nil, nil, folded, int(want))
		plain := plainWinnow(folded, int(want))
		assert.Equal(t, plain, prints)
		if k := int(want); k > 0 && k < len(prints) {
			least(prints, k)
			assert.ElementsMatch(t, plain, prints)
			slices.SortFunc(plain, byHash)
			slices.SortFunc(prints[:k], byHash)
			for i := range k {
				assert.Equal(t, plain[i].hash, prints[i].hash)
			}
		}
	})
}
