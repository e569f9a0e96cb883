// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLooksLikeDate holds the look at the parts of a number against one that takes them apart with the standard library.
func TestLooksLikeDate(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	dates := 0
	for range 200_000 {
		candidate := make([]byte, random.IntN(14))
		for i := range candidate {
			candidate[i] = "0123129-. /()+"[random.IntN(14)]
		}
		s := []string{"", "2024-", "19", "1.2."}[random.IntN(4)] + string(candidate)
		got := looksLikeDate(s)
		if want := looksLikeDatePlain(s); got != want {
			require.Equal(t, want, got, "%q", s)
		}
		if got {
			dates++
		}
	}
	assert.Greater(t, dates, 1000)
	assert.Zero(t, testing.AllocsPerRun(100, func() { looksLikeDate("2024-10-12 10 20") }))
}

func looksLikeDatePlain(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-. /", r) })
	year := func(i int) bool {
		return len(parts[i]) == 4 && (strings.HasPrefix(parts[i], "19") || strings.HasPrefix(parts[i], "20"))
	}
	short := func(i int) bool { return len(parts[i]) <= 2 && parts[i][0] <= '3' }
	switch {
	case len(parts) == 4 && strings.Count(s, ".") == 3:
		return true
	case len(parts) < 3:
		return false
	}
	return year(0) && short(1) && short(2) || len(parts) == 3 && short(0) && short(1) && year(2)
}
