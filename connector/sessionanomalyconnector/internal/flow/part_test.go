// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// requireMarksOf wants the marks of a part to be those it has by itself.
func requireMarksOf(t *testing.T, text string, start, end int) {
	t.Helper()
	if end = min(end, len(text)); start >= end || folds[text[start]] < 'a' || folds[text[start]] > 'z' {
		return
	}
	shared, apart := NewScanner(DefaultConfig()), NewScanner(DefaultConfig())
	assert.Equal(t, append([]Mark{}, apart.Marks(text[start:end])...), append([]Mark{}, shared.MarksOf(text, start, end)...), "%q in %q", text[start:end], text)
}

func TestMarksOf(t *testing.T) {
	pieces := strings.Split("send|to|12|34|5678|4111 1111 1111 1111|12345678|1234567.|ann@example.org|a@b@c.de|/srv/x/y|key=AKIA123456|mailto:x@y.zz|.|,|\"|'|\\|\\n|\n| |  |!|order-1234|x1y2z3|[email:0123456789abcdef]|www.example.org|2024-05-15", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
			if r.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		text := b.String()
		start := r.IntN(len(text) + 1)
		requireMarksOf(t, text, start, start+r.IntN(len(text)+1))
	}
}

func FuzzMarksOf(f *testing.F) {
	f.Add("please send 4111 1111 1111 1111 to ann@example.org. Then 12 34 56 78.", uint16(7), uint16(40))
	f.Add(`C:\\dir\\file1.txt and \send12345678@x.org, "id 12345678"`, uint16(21), uint16(30))
	f.Fuzz(func(t *testing.T, text string, start, size uint16) {
		requireMarksOf(t, text, int(start), int(start)+int(size))
	})
}
