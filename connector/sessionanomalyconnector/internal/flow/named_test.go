// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// plainShort says how often a text uses short values, each of its own kind.
func plainShort(values []string, text string) (found [kinds]uint8) {
	text = strings.TrimSpace(text)
	look := func(word string) {
		for i, v := range values {
			folded := string(plainFold(word))
			if len(word) <= 2*headLen && len(folded) < headLen && folded == string(plainFold(v)) {
				found[i]++
			}
		}
	}
	for w := range words(text) {
		look(text[w.start:w.end])
	}
	if strings.ContainsAny(text, " '") {
		look(text)
	}
	return found
}

// TestFindNamedShort holds what was made fast for short marks against what it stands for.
func TestFindNamedShort(t *testing.T) {
	values := []string{"4711", "Zoë", "a1", "it's", "New 1", "12 34", "\xa0x", "@me", "x/y-9", `a\tb`}
	pieces := append([]string{" ", " ", "\u00a0", "\t", "'", "key=", "mailto:", ".", "-", "\\", "\\n", "47", "11", "order", "longer-than-short", ":", "\""}, values...)
	s, r := NewScanner(DefaultConfig()), rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var m Memory
		named := values[:1+r.IntN(len(values))]
		for i, v := range named {
			s.NameText(&m, 0, Kind(i), v)
		}
		var b strings.Builder
		for range r.IntN(5) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		var found [kinds]uint8
		for _, h := range s.FindNamed(&m, b.String()) {
			found = h.Marks
		}
		assert.Equal(t, plainShort(named, b.String()), found, "%q in %q", named, b.String())
	}
}

// TestNameText wants a value to be kept like the mark that it is folded to, byte by byte.
func TestNameText(t *testing.T) {
	s := NewScanner(DefaultConfig())
	for _, text := range []string{
		"", "-", "a", "4711", "12-34-56", "1234567", "12345678", "A B C D E F G", "a.b.c.d.e.f.g.h", `\n\n1`, `\\`, `x\`, "Zoë Zoë", "a longer text",
		strings.Repeat("-", maxMarkLen-1) + "ab", strings.Repeat("-", maxMarkLen-1) + `\nb`, strings.Repeat("1", maxMarkLen+1),
	} {
		var named, want Memory
		mark := markOf(Quoted, plainFold(text[:min(len(text), maxMarkLen)]), 0, len(text))
		assert.Equal(t, s.Name(&want, 3, &mark), s.NameText(&named, 3, Quoted, text))
		assert.Equal(t, want, named, "%q", text)
	}
}
