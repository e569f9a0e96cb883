// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSparseIsWhatWinnowKeeps wants the same fingerprints of long texts, whichever way they are found.
func TestSparseIsWhatWinnowKeeps(t *testing.T) {
	s := NewScanner(DefaultConfig())
	want := s.cfg.PrintsPerText
	for _, text := range []string{
		prose(2000), prose(6000), prose(60000), strings.Repeat("a", 9000), strings.Repeat("the same sentence again and again, ", 400),
		prose(3000) + strings.Repeat("b", 3000) + prose(3000),
	} {
		s.folded = foldText(s.folded[:0], text, s.cfg.MaxText)
		require.Greater(t, len(s.folded), long*want)
		got := append([]printed(nil), s.fingerprints()...)
		s.prints, s.grams = winnow(s.prints[:0], s.grams, s.folded, want)
		assert.Equal(t, hashes(s.sample()), hashes(got), text[:20])
	}
	s.folded = foldText(s.folded[:0], prose(6000), s.cfg.MaxText)
	list, _ := sparse(nil, nil, s.folded, want)
	assert.Greater(t, len(list), enough(want), "ordinary text needs no second way")
}

// FuzzSparse wants every fingerprint of sparse to be one of winnow, and none of small hash to be missing.
func FuzzSparse(f *testing.F) {
	f.Add(prose(3000), uint8(32))
	f.Add(strings.Repeat("0123456789abcdefghij", 60), uint8(2))
	f.Fuzz(func(t *testing.T, text string, want uint8) {
		folded := fold(nil, text, len(text))
		if want == 0 || len(folded) == 0 {
			return
		}
		for len(folded) <= long*int(want) {
			folded = append(folded, folded...) // sparse is for long texts alone
		}
		list, small := sparse(nil, nil, folded, int(want))
		all, _ := winnow(nil, nil, folded, int(want))
		var expected []printed
		for _, p := range all {
			for _, g := range small {
				if g.print() == p {
					expected = append(expected, p)
				}
			}
		}
		assert.Equal(t, expected, list)
	})
}

func hashes(list []printed) (out []uint32) {
	for _, p := range list {
		out = append(out, p.hash)
	}
	return out
}

// prose is n bytes of words in no order.
func prose(n int) string {
	list := strings.Fields("river stone window garden letter morning winter copper signal harbour meadow lantern velvet thunder pepper marble")
	var b strings.Builder
	for x := uint64(88172645463325252); b.Len() < n; {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b.WriteString(list[x%uint64(len(list))])
		b.WriteByte(' ')
	}
	return b.String()[:n]
}
