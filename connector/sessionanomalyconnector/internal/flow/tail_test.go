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

// TestFindPieceEqualsPlain holds FindPiece against looking for every piece behind what was sent last.
func TestFindPieceEqualsPlain(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	s, other := NewScanner(DefaultConfig()), NewScanner(DefaultConfig())
	const said = "Dear Ann, the offer to build the new bridge over the river is 4711 0815 2342 euros, says ann.lee@example.com in private. " +
		"She asks you not to tell [aws-access-token:k1:0123456789abcdef] or anybody else of it before the third of May. Order AB1234."
	found := 0
	for range 2_000 {
		var m Memory
		s.Remember(&m, 0, said[:len(said)/2])
		s.Remember(&m, 1, said[len(said)/3:])
		at, fields := rnd.IntN(100), 1+rnd.Uint64N(3)
		for range 12 {
			text := "none of it stands there"[rnd.IntN(20):]
			if rnd.IntN(4) > 0 {
				end := min(at+rnd.IntN(60), len(said))
				text, at = said[at:end], end%len(said)
			}
			s.FindSent(&m, 1+rnd.Uint64N(fields), text)
			s.FindNamed(&m, text)
			before := slices.Clone(m.tails.text(m.tails.find(anywhere)))
			own := other.foldText(nil, text, 1<<16)
			all := append(slices.Clone(before), own...)
			if other.hits = nil; len(own) < 3*gram && len(before) > 0 {
				other.search(&m, all, len(before))
			}
			want := append([]Hit(nil), other.evident()...)
			require.Equal(t, want, append([]Hit(nil), s.FindPiece(&m)...))
			require.Equal(t, string(all[max(0, len(all)-tailLen):]), string(m.tails.text(m.tails.find(anywhere))))
			found += len(want)
		}
	}
	require.Greater(t, found, 1000)
}
