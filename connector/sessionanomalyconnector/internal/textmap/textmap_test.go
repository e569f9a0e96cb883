// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package textmap

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plainMap is the map of text, made byte by byte.
func plainMap(text string) Map {
	m := make(Map, (len(text)+Len-1)/Len+1)
	for i := range len(text) {
		for class := range m[0] {
			if classOf(class, text[i]) {
				m[i/Len][class] |= 1 << (i % Len)
			}
		}
	}
	return m
}

// requireMap wants the map of text to be the plain one, in memory that held something else, made as this machine does and in Go.
func requireMap(t *testing.T, text string) {
	t.Helper()
	dirty := func() Map {
		m := make(Map, len(text)/Len+4)
		for i := range m {
			for class := range m[i] {
				m[i][class] = ^uint64(0)
			}
		}
		return m
	}
	want := plainMap(text)
	require.Equal(t, want, dirty().Of(text), "%q", text)
	inGo := dirty()[:len(want)]
	inGo[len(want)-1] = Block{}
	classes.Classify(text, inGo)
	require.Equal(t, want, inGo, "%q in Go", text)
}

func TestEveryByteAtEveryPlace(t *testing.T) {
	for at := range 2 * Len {
		text := bytes.Repeat([]byte("-"), 2*Len+1)
		for c := range 256 {
			text[at] = byte(c)
			requireMap(t, string(text))
		}
		requireMap(t, string(text[:at]))
	}
}

// TestClasses says which bytes are of which class.
func TestClasses(t *testing.T) {
	var is [8][]byte
	for c := range 256 {
		for class := range is {
			if classOf(class, byte(c)) {
				is[class] = append(is[class], byte(c))
			}
		}
	}
	for class, want := range map[int]string{
		Lower: "abcdefghijklmnopqrstuvwxyz", Upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Digit: "0123456789",
		Apostrophe: "'", Quote: "\"'`", Break: "\n \"',`", Escape: "\\", Tag: "<[",
	} {
		assert.Equal(t, want, string(is[class]))
	}
}

func FuzzMap(f *testing.F) {
	f.Add("Don't send 12 \"files\", <b>[x]\\n of `caf\u00e9` and then some more text than fits into a single block of the map", uint16(3), uint16(70))
	f.Add("", uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, text string, from, to uint16) {
		requireMap(t, text)
		m, last := Map(nil).Of(text), min(int(to), len(text))
		for class := range m[0] {
			next, end := int(from), int(from)
			for next < last && !classOf(class, text[next]) {
				next++
			}
			for end < last && classOf(class, text[end]) {
				end++
			}
			if at := int(from); at < len(text) {
				for i := range Len {
					assert.Equal(t, at+i < len(text) && classOf(class, text[at+i]), m.Window(class, at)>>i&1 != 0)
				}
			}
			assert.Equal(t, min(next, last), m.Next(class, int(from), last))
			assert.Equal(t, min(end, last), m.End(class, int(from), last))
		}
	})
}

func TestEight(t *testing.T) {
	for n := range 20 {
		text := "0123456789abcdefghij"[:n]
		for at := range n + 3 {
			var want [8]byte
			copy(want[:], text[min(at, n):])
			assert.Equal(t, binary.LittleEndian.Uint64(want[:]), Eight(text, at), "%q from %d on", text, at)
		}
	}
}
