// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPlacesAgreeWithWhatWasWritten reads texts that are alike but not the same: what is expected after the text before is
// right often, and wrong in every way.
func TestPlacesAgreeWithWhatWasWritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := NewParser()
	for range 20_000 {
		w := writer{rng: rng, space: []string{"", " ", "\n  "}[rng.IntN(3)]}
		w.value("", 0)
		require.Equal(t, w.leaves, p.Append(nil, w.text.String()), w.text.String())
		require.False(t, p.Cut)
	}
}

// writer writes a text and knows its leaves.
type writer struct {
	rng    *rand.Rand
	space  string
	text   strings.Builder
	leaves []Leaf
}

// names are keys as they are written, and what they say: some give the same path, some are too long for one.
var names = [...][2]string{
	{"a", "a"},
	{"b", "b"},
	{"a.b", "a.b"},
	{"", ""},
	{`\u0061`, "a"},
	{`q\"`, `q"`},
	{"sixteen_letters_", "sixteen_letters_"},
	{"a_key_that_is_quite_a_bit_longer", "a_key_that_is_quite_a_bit_longer"},
	{strings.Repeat("l", 130), strings.Repeat("l", 130)},
}

func (w *writer) value(path string, depth int) {
	switch kind := w.rng.IntN(8); {
	case kind < 3 && depth < 5 || depth == 0:
		w.list("{}", func(i int) {
			name := names[(i+w.rng.IntN(2)*w.rng.IntN(len(names)))%len(names)]
			w.write(`"`, name[0], `"`, w.space, ":", w.space)
			w.value(under(path, name[1]), depth+1)
		})
	case kind == 3 && depth < 5:
		if len(path)+2 <= maxPath {
			path += "[]"
		}
		w.list("[]", func(int) { w.value(path, depth+1) })
	case kind == 4:
		w.leaf(path, Number, "12", "12")
	case kind == 5:
		s := strings.Repeat("with \\, \"quotes\" and\n", 1+w.rng.IntN(4))
		w.leaf(path, String, fmt.Sprintf("%q", s), s)
	default:
		s := strings.Repeat("text", w.rng.IntN(8))
		w.leaf(path, String, fmt.Sprintf("%q", s), s)
	}
}

func (w *writer) list(brackets string, item func(int)) {
	w.write(brackets[:1], w.space)
	for i := range w.rng.IntN(4) {
		if i > 0 {
			w.write(w.space, ",", w.space)
		}
		item(i)
	}
	w.write(w.space, brackets[1:])
}

func (w *writer) leaf(path string, kind Kind, written, text string) {
	w.write(written)
	w.leaves = append(w.leaves, Leaf{Path: path, Text: text, Kind: kind})
}

func (w *writer) write(parts ...string) {
	for _, s := range parts {
		w.text.WriteString(s)
	}
}

func under(path, key string) string {
	switch {
	case len(path)+1+len(key) > maxPath:
		return path
	case path == "":
		return key
	}
	return path + "." + key
}

// TestPlacesAreBounded has more paths than are kept, over and over.
func TestPlacesAreBounded(t *testing.T) {
	p := NewParser()
	for round := range 3 {
		for i := range maxPaths + 10 {
			key := fmt.Sprintf("k%d", i)
			in := fmt.Sprintf(`{%q:1,"x":%d}`, key, round)
			require.Equal(t, []Leaf{{key, "1", Number}, {"x", strconv.Itoa(round), Number}}, p.Append(nil, in))
			require.LessOrEqual(t, len(p.places), maxPaths)
		}
	}
}

func FuzzWhatWasReadBeforeMakesNoDifference(f *testing.F) {
	f.Add(`{"a":"x"}`, `{"a":{"b":[true,null]}}`)
	f.Add(`[{"a":1,"b":{"c":"x", "d" : 5}},{"a":2,"b":{"c":"y"}}]`, `{"a.b":1,"a":{"b":2}}`)
	f.Add(`{"a":"x","b":"`, `{"a":"x","b":"\"`)
	p := NewParser()
	f.Fuzz(func(t *testing.T, one, other string) {
		for _, in := range []string{one, other, one} {
			fresh := NewParser()
			want := fresh.Append(nil, in)
			require.Equal(t, want, p.Append(nil, in))
			require.Equal(t, fresh.Cut, p.Cut)
		}
	})
}
