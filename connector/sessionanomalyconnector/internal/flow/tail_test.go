// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTailsEqualPlain holds tails against a list of them.
func TestTailsEqualPlain(t *testing.T) {
	type tail struct {
		field uint64
		text  string
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	var ends tails
	var plain []tail
	for range 20_000 {
		field, want := rnd.Uint64N(maxTails+2), ""
		if i := slices.IndexFunc(plain, func(one tail) bool { return one.field == field }); i >= 0 {
			want = plain[i].text
			plain = slices.Delete(plain, i, i+1)
		}
		at := ends.find(field)
		require.Equal(t, want, string(ends.text(at)))
		if rnd.IntN(8) == 0 { // it sent nothing since
			if at < len(ends) {
				ends.cut(at)
			}
			continue
		}
		if len(plain) == maxTails {
			plain = plain[1:]
		}
		text := strings.Repeat(string(rune('a'+field)), rnd.IntN(tailLen+1))
		plain = append(plain, tail{field, text})
		ends.put(at, field, []byte(text), maxTails)
	}
}

// TestGramsEqualPlain holds grams against looking every one up.
func TestGramsEqualPlain(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	s := NewScanner(DefaultConfig())
	var m Memory
	for i := range 300 {
		text := make([]byte, rnd.IntN(200))
		for i := range text {
			text[i] = 'a' + byte(rnd.IntN(2))
		}
		s.Remember(&m, []Source{1, 2, Supplied}[i%3], string(text))
		var found []place
		var own []int
		first := rnd.IntN(30)
		for at := first; at+gram <= len(text); at++ {
			key := printKey(hashGram(text[at:]))
			if src, ok := m.prints.find(key); ok && src.own() {
				own = append(own, at)
			} else if ok {
				found = append(found, place{at, src, uint8(key >> (printBits - 6))})
			}
		}
		if s.found, s.own = nil, nil; m.prints.held > 0 {
			s.grams(&m, text, first)
		}
		require.Equal(t, found, s.found)
		require.Equal(t, own, s.own)
	}
}
