// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
)

// TestDescribeCountsEveryByte holds classes and shape against counting one byte after the other.
func TestDescribeCountsEveryByte(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	const bytes = "aaazzzAZ099  \t\n--./{\x00\x7f\x80\xff~\x05"
	for range 20_000 {
		text := make([]byte, rnd.IntN(40))
		if rnd.IntN(50) == 0 {
			text = make([]byte, rnd.IntN(maxBytes+2))
		}
		for i := range text {
			text[i] = bytes[rnd.IntN(len(bytes))]
		}
		d, want := Describe(&jsonleaf.Leaf{Text: string(text)}), plainDescription(string(text[:min(len(text), maxBytes)]))
		assert.Equal(t, want.shape, d.shape, "%q", text)
		assert.Equal(t, want.shares, d.shares, "%q", text)
	}
	for n := range maxBytes {
		for k := range n + 2 {
			part := 255 * (1<<32/uint64(n+1) + 1)
			if uint8(255*k/(n+1)) != shareOf(k, part) {
				t.Fatalf("%d of %d", k, n+1)
			}
		}
	}
}

func plainDescription(text string) (d Description) {
	var a, b, last byte
	var count [classes]int
	runs := 0
	for i := range len(text) {
		c := classOf(text[i])
		count[c]++
		symbol := byte(c) + 1
		if c == punctuation {
			symbol = text[i]
		}
		if symbol == last || runs >= maxRuns {
			continue
		}
		runs++
		last = symbol
		d.mark(uint32(a)<<16 | uint32(b)<<8 | uint32(symbol))
		a, b = b, symbol
	}
	d.mark(uint32(a)<<16 | uint32(b)<<8)
	for i, n := range count {
		d.shares[i] = uint8(255 * n / max(len(text), 1))
	}
	return d
}

func TestBlanksAreTrimmed(t *testing.T) {
	for b := range 256 {
		for _, text := range []string{string([]byte{byte(b), 'a'}), string([]byte{'a', byte(b)})} {
			if strings.TrimSpace(text) != text {
				assert.True(t, blank(text, 0) || blank(text, 1), "%q", text)
			}
		}
	}
	for _, text := range []string{"\u0085a", "a\u00a0", "\u3000a"} {
		assert.True(t, blank(text, 0) || blank(text, len(text)-1), "%q", text)
	}
	assert.False(t, blank("", 0))
}
