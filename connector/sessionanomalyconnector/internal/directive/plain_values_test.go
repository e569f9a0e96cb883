// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// plainValues finds the values of a request byte by byte: what AppendValues does in fewer steps.
func plainValues(s string) []Value {
	var out []Value
	add := func(v Value) {
		for _, have := range out {
			if have.Text == v.Text {
				return
			}
		}
		if len(out) < maxValues && len(v.Text) > 1 {
			out = append(out, v)
		}
	}
	for i := 0; i < len(s); i++ {
		q := s[i]
		if !quote(q) || i > 0 && wordByte(s[i-1]) {
			continue
		}
		for i+1 < len(s) && s[i+1] == q {
			i++
		}
		end := i + 1
		for end < len(s) && end-i <= maxQuoted && (s[end] != q || end+1 < len(s) && wordByte(s[end+1])) {
			end++
		}
		if end < len(s) && s[end] == q {
			add(Value{Text: s[i+1 : end]})
			i = end
		}
	}
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			continue
		}
		end := i
		for end < len(s) && (digit(s[end]) || (s[end] == '.' || s[end] == ',') && end+1 < len(s) && digit(s[end+1])) {
			end++
		}
		if end-i > 1 && (i == 0 || !wordByte(s[i-1])) && (end == len(s) || !wordByte(s[end])) {
			add(Value{Text: strings.ReplaceAll(s[i:end], ",", "")})
		}
		i = end - 1
	}
	names := list{values: out, ends: ^uint64(0)}
	names.properNames(s)
	return names.values
}

func requireValues(t *testing.T, text string, start, end int) {
	t.Helper()
	got := AppendValues([]Value{}, text, textmap.Map(nil).Of(text), start, end)
	require.Equal(t, append([]Value{}, plainValues(text[start:end])...), got, "%q in %q", text[start:end], text)
}

func FuzzValuesEqualPlain(f *testing.F) {
	f.Add("send 1,200.50 to 'Ann Lee' and 12 of ''it's'' to \"Bob\", `x y`, 7th 4.", uint16(5), uint16(90))
	f.Add(strings.Repeat("123456789 ", 20)+"'"+strings.Repeat("a b", 40)+"' 1.2.3,4,", uint16(61), uint16(300))
	f.Fuzz(func(t *testing.T, text string, start, size uint16) {
		from := min(int(start), len(text))
		requireValues(t, text, from, min(from+int(size), len(text)))
	})
}

// TestValuesEqualPlain does the same with texts made of what values are made of.
func TestValuesEqualPlain(t *testing.T) {
	pieces := strings.Split("send|12|7|345,678|9.5|.|,|'|''|\"|`|it's|Ann|Lee|x|é|_|\n| | |-|2024-05-15|'Ann Lee'|\"the order\"", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(60) {
			b.WriteString(pieces[r.IntN(len(pieces))])
			if r.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		start := r.IntN(b.Len() + 1)
		requireValues(t, b.String(), start, start+r.IntN(b.Len()-start+1))
	}
	assert.Equal(t, plainValues("11 22 33"), Values("11 22 33"))
}
