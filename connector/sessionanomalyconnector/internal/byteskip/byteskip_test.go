// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package byteskip

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

var set = New(
	Clue{" ", "at", "nh"},
	Clue{"\n\r", "", ""},
	Clue{".,", " \n", ""},
	Clue{"0123456789"},
	Clue{"\xe9", "\x80\x8f", "\xff"},
	Clue{"/", "/", "/"},
	Clue{"X", "Y"},
	Clue{"@"},
)

// ofBytes has clues of one byte each alone.
var ofBytes = New(Clue{"0123456789"}, Clue{"\xe9", "", ""}, Clue{"@"}, Clue{" ."})

// begins reports whether a clue may begin at i. Behind the end of text are zeros.
func (s *Set) begins(text string, i int) bool {
	all := byte(0xff)
	for place := range length {
		b := byte(0)
		if i+place < len(text) {
			b = text[i+place]
		}
		all &= s.tables[place][0][b&15] & s.tables[place][1][b>>4]
	}
	return all != 0
}

// requireSkipped wants nothing passed over that can begin a clue, and all else but the end of text where bytes are passed over
// at all.
func requireSkipped(t *testing.T, text string, from int) {
	t.Helper()
	requireSkippedBy(t, set, text, from)
	requireSkippedBy(t, ofBytes, text, from)
}

func requireSkippedBy(t *testing.T, set *Set, text string, from int) {
	t.Helper()
	to := set.Skip(text, from)
	if !assert.GreaterOrEqual(t, to, from) || !assert.LessOrEqual(t, to, len(text)) {
		return
	}
	for i := from; i < to; i++ {
		assert.False(t, set.begins(text, i), "%q at %d", text, i)
	}
	if to > from && to+length <= len(text) && !set.begins(text, to) {
		assert.Zero(t, (to-from)%32, "%q stopped at %d", text, to)
		assert.Less(t, len(text)-to, 32+length)
	}
}

// TestEveryByteAtEveryPlace wants each byte found that begins a clue of one byte, wherever it stands.
func TestEveryByteAtEveryPlace(t *testing.T) {
	for at := range 70 {
		text := []byte(strings.Repeat("a", 70))
		for c := range 256 {
			text[at] = byte(c)
			requireSkipped(t, string(text), 0)
			requireSkipped(t, string(text), at/2)
		}
	}
}

func TestBytes(t *testing.T) {
	assert.True(t, ofBytes.bytes)
	assert.False(t, set.bytes)
}

func TestTooManyClues(t *testing.T) {
	assert.Panics(t, func() { New(make([]Clue, maxClues+1)...) })
}

func FuzzSkip(f *testing.F) {
	f.Add("what is in a text and, then. who \u00e9\u8fff says so: 12 of us @ home", uint8(3))
	f.Add(strings.Repeat("nothing of interest ", 9)+"//  ///"+strings.Repeat("xX", 40)+"XY", uint8(0))
	f.Fuzz(func(t *testing.T, text string, from uint8) {
		requireSkipped(t, text, min(int(from), len(text)))
	})
}
