// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package byteclass

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// members are the bytes of each class.
var members = map[Class]string{
	Digit:     "0123456789",
	Word:      "0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
	Chain:     "0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.",
	Base64:    "0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-+/",
	Colon:     ":",
	Ampersand: "&",
	Escape:    `%\`,
	NonASCII: func() string {
		b := make([]byte, 0x80)
		for i := range b {
			b[i] = byte(0x80 + i)
		}
		return string(b)
	}(),
}

// plainMap is the map of text, made byte by byte.
func plainMap(text string) []Block {
	blocks := make([]Block, (len(text)+BlockLen-1)/BlockLen+1)
	for i := range len(text) {
		for c := range classes {
			if strings.IndexByte(members[c], text[i]) >= 0 {
				blocks[i/BlockLen][c] |= 1 << (i % BlockLen)
			}
		}
	}
	return blocks
}

// classifyBoth classifies text as this machine does, and in Go, into memory that held something else.
func classifyBoth(text string) (set, inGo []Block) {
	dirty := func() Map {
		m := Map{Blocks: make([]Block, len(text)/BlockLen+4)}
		for i := range m.Blocks {
			for c := range m.Blocks[i] {
				m.Blocks[i][c] = ^uint64(0)
			}
		}
		return m
	}
	m := dirty()
	m.Set(text)
	plain := dirty()
	plain.Blocks = plain.Blocks[:len(m.Blocks)]
	classifyGo(text, plain.Blocks)
	plain.Blocks[len(plain.Blocks)-1] = Block{}
	return m.Blocks, plain.Blocks
}

func requireSame(t *testing.T, text string) {
	t.Helper()
	want := plainMap(text)
	set, inGo := classifyBoth(text)
	require.Equal(t, want, set, "%q", text)
	require.Equal(t, want, inGo, "%q in Go", text)
}

func TestEveryByteAtEveryPlace(t *testing.T) {
	for at := range 2 * BlockLen {
		text := bytes.Repeat([]byte(" "), 2*BlockLen+1)
		for c := range 256 {
			text[at] = byte(c)
			requireSame(t, string(text))
		}
	}
}

func TestEveryLengthAtEveryAlignment(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	memory := make([]byte, 256)
	for i := range memory {
		memory[i] = byte(random.Uint32())
	}
	for n := range 131 {
		for at := range 64 {
			requireSame(t, string(memory[at:at+n]))
			requireSame(t, string(memory)[at:at+n]) // not aligned, and with bytes of classes before and after
		}
	}
}

func TestSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		text := draw(random)
		var m Map
		m.Set(text)
		for c := range classes {
			requireSearch(t, &m, c, text)
			requireLongRuns(t, &m, c, text)
		}
	}
}

// draw returns runs of bytes of the classes, and of none.
func draw(random *rand.Rand) string {
	var b strings.Builder
	for b.Len() < random.IntN(300) {
		kind := members[Class(random.IntN(int(classes)))]
		if random.IntN(3) == 0 {
			kind = " \n()"
		}
		for range random.IntN(1 + random.IntN(100)) {
			b.WriteByte(kind[random.IntN(len(kind))])
		}
	}
	return b.String()
}

// requireLongRuns holds the long runs of class c in the map of text against a walk over the bytes.
func requireLongRuns(t *testing.T, m *Map, c Class, text string) {
	t.Helper()
	long := make([]uint64, len(m.Blocks))
	for at := 0; at < len(text); at++ {
		if end := m.End(c, at); end-at >= LongRun {
			for ; at < end; at++ {
				long[at/BlockLen] |= 1 << (at % BlockLen)
			}
		}
	}
	for i := range m.Blocks {
		require.Equal(t, long[i], m.LongRuns(c, i), "long runs of class %d in block %d of %q", c, i, text)
	}
}

// requireSearch holds all searches in the map of text against a walk over the bytes, from the last to the first.
func requireSearch(t *testing.T, m *Map, c Class, text string) {
	t.Helper()
	end, next, run := len(text), -1, -1
	for at := len(text); at >= 0; at-- {
		is := at < len(text) && strings.IndexByte(members[c], text[at]) >= 0
		if !is {
			end = at
		} else {
			next = at
			start := at
			for start > 0 && strings.IndexByte(members[c], text[start-1]) >= 0 {
				start--
			}
			require.Equal(t, min(end-start, MaxLength), m.Length(c, at), "length of class %d at %d of %q", c, at, text)
		}
		if end-at >= LongRun {
			run = at
		}
		require.Equal(t, next, m.Next(c, at), "next of class %d at %d of %q", c, at, text)
		require.Equal(t, run, m.NextRun(c, at), "next run of class %d at %d of %q", c, at, text)
		require.Equal(t, end, m.End(c, at), "end of class %d at %d of %q", c, at, text)
	}
}

func TestSetAgainAllocatesNothing(t *testing.T) {
	var m Map
	text := strings.Repeat("a1 %", 500)
	m.Set(text)
	assert.Zero(t, testing.AllocsPerRun(100, func() { m.Set(text[:1999]) }))
}

func FuzzClassify(f *testing.F) {
	f.Add([]byte(members[Base64]+members[NonASCII]+`%&\.`), uint8(3))
	f.Fuzz(func(t *testing.T, b []byte, skip uint8) {
		text := string(b)[min(int(skip), len(b)):]
		requireSame(t, text)
	})
}

func BenchmarkSet(b *testing.B) {
	text := strings.Repeat("func (m *Map) Next(c Class, from int) int {\n", 50)[:2048]
	blocks := make([]Block, len(text)/BlockLen)
	b.Run("machine", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			classify(text, blocks)
		}
	})
	b.Run("go", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			classifyGo(text, blocks)
		}
	})
}
