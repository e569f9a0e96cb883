// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func events(chunks []string, limit int) []string {
	var got []string
	p := NewParser(limit)
	for _, c := range chunks {
		p.Feed([]byte(c), func(ev Event) {
			got = append(got, fmt.Sprintf("%s|%s|%s|%d", ev.ID, ev.Type, ev.Data, ev.Size))
		})
	}
	return got
}

func TestParser(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"one", "data: x\n\n", []string{"||x|1"}},
		{"all fields", "id: 7\nevent: message\nretry: 10\ndata: x\n\n", []string{"7|message|x|1"}},
		{"CRLF", "event: a\r\ndata: x\r\n\r\ndata: y\r\n\r\n", []string{"|a|x|1", "||y|1"}},
		{"CR", "data: x\r\rdata: y\r\r", []string{"||x|1", "||y|1"}},
		{"many lines", "data: a\ndata: b\n\n", []string{"||a\nb|2"}},
		{"no space, two spaces", "data:a\ndata:  b\n\n", []string{"||a\n b|3"}},
		{"comments and unknown fields", ": hi\n\nfoo: bar\ndata: x\n\n", []string{"||x|1"}},
		{"empty data", "id: 1\ndata:\n\n", []string{"1|||0"}},
		{"id belongs to one event", "id: 1\ndata: a\n\ndata: b\n\n", []string{"1||a|1", "||b|1"}},
		{"byte order mark", "\xef\xbb\xbfdata: x\n\n", []string{"||x|1"}},
		{"cut off", "data: x\n", nil},
		{"too long", "data: " + strings.Repeat("x", 11) + "\n\ndata: y\n\n", []string{"|||11", "||y|1"}},
		{"field without colon", "data\n\n", []string{"|||0"}},
		{"data far too long", "data: " + strings.Repeat("x", 2000) + "\ndata:y\n\n", []string{"|||2001"}},
		{"data far too long, no space", "data:" + strings.Repeat("x", 2000) + "\n\n", []string{"|||2000"}},
		{"other fields far too long", "foo: " + strings.Repeat("x", 2000) + "\nevent: " + strings.Repeat("y", 2000) + "\ndata: x\n\n", []string{"||x|1"}},
		{"nothing but a long comment", ":" + strings.Repeat("x", 2000) + "\n\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, events([]string{tt.in}, 10))
			assert.Equal(t, tt.want, events(strings.Split(tt.in, ""), 10), "byte by byte")
		})
	}
}

func TestEndlessLineTakesNoMemory(t *testing.T) {
	p := NewParser(100)
	chunk := []byte(strings.Repeat("x", 1000))
	p.Feed([]byte("data: "), nil)
	for range 10_000 {
		p.Feed(chunk, nil)
	}
	assert.LessOrEqual(t, cap(p.line), 8<<10)
	var sizes []int
	p.Feed([]byte("\n\ndata: x\n\n"), func(ev Event) { sizes = append(sizes, ev.Size) })
	assert.Len(t, sizes, 2)
	assert.Greater(t, sizes[0], 9_000_000)
	assert.Equal(t, 1, sizes[1])
}

// FuzzParser: how a stream is cut into chunks makes no difference.
func FuzzParser(f *testing.F) {
	f.Add("event: a\r\ndata: x\r\n\r\n", 3)
	f.Add("data: x\n\rdata: y\n\n", 1)
	f.Add("\n"+strings.Repeat("*", 2600)+"\n\n", 5)
	f.Fuzz(func(t *testing.T, in string, size int) {
		size = max(1, size%16)
		if in != "" && in[0] == 0xef {
			return // a byte order mark must come in one chunk
		}
		var chunks []string
		for rest := in; rest != ""; {
			n := min(size, len(rest))
			chunks = append(chunks, rest[:n])
			rest = rest[n:]
		}
		assert.Equal(t, events([]string{in}, 20), events(chunks, 20))
	})
}
