// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAppend(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []Leaf
		cut      bool
	}{
		{"empty", "  ", nil, false},
		{"plain text", "hello {", []Leaf{{"", "hello {", Text}}, false},
		{"scalars", `{"a":"x","b":1.5,"c":true,"d":null}`, []Leaf{{"a", "x", String}, {"b", "1.5", Number}, {"c", "true", Bool}, {"d", "null", Null}}, false},
		{"nested", `{"a":{"b":["x",{"c":"y"}]}}`, []Leaf{{"a.b[]", "x", String}, {"a.b[].c", "y", String}}, false},
		{"escapes", `["\u0041\n\ud83d\ude00\"\/"]`, []Leaf{{"[]", "A\n😀\"/", String}}, false},
		{"lone surrogate", `["\ud83dx"]`, []Leaf{{"[]", "\uFFFDx", String}}, false},
		{"cut in a string", `{"a":"x","b":"yz`, []Leaf{{"a", "x", String}, {"b", "yz", String}}, true},
		{"cut in a key", `{"a":"x","b`, []Leaf{{"a", "x", String}}, true},
		{"broken at once", `{oops`, []Leaf{{"", "{oops", Text}}, true},
		{"trailing", `{"a":1} x`, []Leaf{{"a", "1", Number}}, true},
		{"empty containers", `{"a":[],"b":{}}`, nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := NewParser()
			assert.Equal(t, tt.want, p.Append(nil, tt.in))
			assert.Equal(t, tt.cut, p.Cut)
		})
	}
}

func TestLimits(t *testing.T) {
	p := NewParser()
	many := "[" + strings.Repeat("1,", MaxLeaves) + "1]"
	assert.Len(t, p.Append(nil, many), MaxLeaves)
	assert.True(t, p.Cut)

	deep := strings.Repeat("[", MaxDepth+2) + "1" + strings.Repeat("]", MaxDepth+2)
	p.Append(nil, deep)
	assert.True(t, p.Cut)
}

func FuzzAppendAgreesWithEncodingJSON(f *testing.F) {
	for _, seed := range []string{`{"a":"x"}`, `["\ud83d\ude00",1]`, `{"a":{"b":[true,null]}}`, `"x"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		p := NewParser()
		leaves := p.Append(nil, in)
		var tree any
		if json.Unmarshal([]byte(in), &tree) != nil || p.Cut {
			return
		}
		if _, scalar := tree.(string); !scalar && strings.IndexByte("{[", strings.TrimSpace(in)[0]) < 0 {
			return
		}
		require.GreaterOrEqual(t, len(leaves), count(tree), "a duplicate key may add leaves, none may be lost")
	})
}

func count(v any) int {
	n := 0
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			n += count(e)
		}
	case []any:
		for _, e := range v {
			n += count(e)
		}
	default:
		n = 1
	}
	return n
}
