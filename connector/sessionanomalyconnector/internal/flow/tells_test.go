// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

func tellsOf(text string) (t tells) {
	t.set(text)
	return t
}

// requireClasses wants the classes of all bytes as they are one by one, in memory that held something else, made as this machine
// does and in Go.
func requireClasses(t *testing.T, text string) {
	t.Helper()
	n := (len(text)+byteclass.BlockLen-1)/byteclass.BlockLen + 1
	here, inGo := make(tells, n+3), make(tells, n)
	for i := range here {
		here[i] = byteclass.Block{^uint64(0), 0x5555, ^uint64(0), 7, ^uint64(0), ^uint64(0)}
	}
	here.set(text)
	classes.Classify(text, inGo)
	for i := range len(here) * byteclass.BlockLen {
		for class := range telling {
			is := class == delimiter
			if i < len(text) {
				is = classOf(class, text[i])
				require.Equal(t, is, inGo[i/byteclass.BlockLen][class]>>(i%byteclass.BlockLen)&1 != 0, "class %d of %q at %d, in Go", class, text, i)
			}
			require.Equal(t, is, here[i/byteclass.BlockLen][class]>>(i%byteclass.BlockLen)&1 != 0, "class %d of %q at %d", class, text, i)
		}
	}
}

func TestClassesOfEveryByte(t *testing.T) {
	text := bytes.Repeat([]byte("a"), 2*byteclass.BlockLen+1)
	for _, at := range []int{0, 31, 32, 63, 64, 100, 127, 128} {
		for c := range 256 {
			text[at] = byte(c)
			requireClasses(t, string(text))
			requireClasses(t, string(text[:at]))
		}
	}
}

// TestWhatTells wants all marks found among the words that tell, wherever they stand, and most others passed over.
func TestWhatTells(t *testing.T) {
	pieces := strings.Split("send|to|1|12|345|6789|12345|123456|1234567|12345678|4111 1111 1111 1111|ann@example.org|12@3.45|a@b@c.de|/srv/x/y|a/b|//|key=AKIA123456|mailto:x@y.zz|http://h/p|.|,|\"|\\|\\\\|\\n|\\/|\n| |  |-|:|www.example.org|2024-05-15|x1|\xc3\xa9|\x00", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		b := []byte(strings.Repeat("-"[:r.IntN(2)], r.IntN(130)))
		for range r.IntN(12) {
			b = append(b, pieces[r.IntN(len(pieces))]...)
			if r.IntN(2) > 0 {
				b = append(b, ' ')
			}
		}
		text := string(b)
		marks := marksAmong(words(text), text)
		require.Equal(t, marks, marksAmong(tellingWords(text, tellsOf(text)), text), "%q", text)
		require.False(t, len(marks) > 0 && !mayTell(text), "%q", text)
	}
	for _, text := range []string{"", "order 31 of 1234567 as was said. It is 12, 3 or 4", strings.Repeat("ticket 123456 ", 30), "and so on. @ / ."} {
		assert.Equal(t, -1, tellsOf(text).next(0), "%q", text)
	}
}
