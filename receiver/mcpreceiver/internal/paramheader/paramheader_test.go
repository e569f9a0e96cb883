// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package paramheader

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const schema = `{"type":"object","properties":{
	"region":{"type":"string","x-mcp-header":"Region"},
	"count":{"type":"integer","x-mcp-header":"count"},
	"dry":{"type":"boolean","x-mcp-header":"Dry-Run"},
	"plain":{"type":"string"},
	"target":{"type":"object","properties":{"zone":{"type":"string","x-mcp-header":"Zone"}}}}}`

func TestOf(t *testing.T) {
	many := func(n int) string {
		var properties []string
		for i := range n {
			properties = append(properties, fmt.Sprintf(`"p%d":{"type":"string","x-mcp-header":"H%d"}`, i, i))
		}
		return `{"properties":{` + strings.Join(properties, ",") + `}}`
	}
	deep := func(n int) string {
		return strings.Repeat(`{"properties":{"a":`, n) + `{"type":"string","x-mcp-header":"Deep"}` + strings.Repeat(`}}`, n)
	}
	for _, tt := range []struct {
		name, schema string
		want         int
	}{
		{"all kinds", schema, 4},
		{"none", `{"type":"object","properties":{"a":{"type":"string"}}}`, 0},
		{"no schema", ``, 0},
		{"not reached through properties alone", `{"properties":{"a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}}}`, 0},
		{"no primitive type", `{"properties":{"a":{"type":"object","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"B"}}}`, 0},
		{"no token", `{"properties":{"a":{"type":"string","x-mcp-header":"A B"}}}`, 0},
		{"empty name", `{"properties":{"a":{"type":"string","x-mcp-header":""}}}`, 0},
		{"twice, but for case", `{"properties":{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}}`, 0},
		{"name at the limit", `{"properties":{"a":{"type":"string","x-mcp-header":"` + strings.Repeat("a", maxName) + `"}}}`, 1},
		{"name past the limit", `{"properties":{"a":{"type":"string","x-mcp-header":"` + strings.Repeat("a", maxName+1) + `"}}}`, 0},
		{"one name for two", `{"properties":{"a":{"type":"string","x-mcp-header":"A"},"a":{"type":"string","x-mcp-header":"B"}}}`, 0},
		{"as many as allowed", many(maxBindings), maxBindings},
		{"one too many", many(maxBindings + 1), 0},
		{"as deep as allowed", deep(maxDepth), 1},
		{"too deep", deep(maxDepth + 1), 0},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Len(t, headers(Of([]byte(tt.schema))), tt.want) })
	}
	assert.Equal(t, []string{"Mcp-Param-Region", "Mcp-Param-Count", "Mcp-Param-Dry-Run", "Mcp-Param-Zone"}, headers(Of([]byte(schema))))
}

func headers(b *Bindings) []string {
	if b == nil {
		return nil
	}
	return b.headers
}

func TestCompare(t *testing.T) {
	bindings := Of([]byte(schema))
	require.NotNil(t, bindings)
	for _, tt := range []struct {
		name      string
		header    http.Header
		arguments string
		want      []string
	}{
		{"equal", http.Header{"Mcp-Param-Region": {"eu"}, "Mcp-Param-Count": {"42"}, "Mcp-Param-Dry-Run": {"true"}, "Mcp-Param-Zone": {"a"}}, `{"region":"eu","count":42,"dry":true,"target":{"zone":"a"}}`, nil},
		{"neither", nil, `{}`, nil},
		{"null is none", nil, `{"region":null}`, nil},
		{"another value", http.Header{"Mcp-Param-Region": {"us"}}, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"another case", http.Header{"Mcp-Param-Region": {"EU"}}, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"no header", nil, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"no argument", http.Header{"Mcp-Param-Region": {"eu"}}, `{}`, []string{"Mcp-Param-Region"}},
		{"no arguments", http.Header{"Mcp-Param-Region": {"eu"}}, ``, []string{"Mcp-Param-Region"}},
		{"empty text is a value", http.Header{"Mcp-Param-Region": {""}}, `{"region":""}`, nil},
		{"encoded", http.Header{"Mcp-Param-Region": {"=?base64?w6TDtsO8?="}}, `{"region":"äöü"}`, nil},
		{"encoded, escaped in the body", http.Header{"Mcp-Param-Region": {"=?base64?w6TDtsO8?="}}, `{"region":"\u00e4\u00f6\u00fc"}`, nil},
		{"encoded, another value", http.Header{"Mcp-Param-Region": {"=?base64?w6TDtsO8?="}}, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"broken encoding", http.Header{"Mcp-Param-Region": {"=?base64?!?="}}, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"looks encoded", http.Header{"Mcp-Param-Region": {"=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="}}, `{"region":"=?base64?literal?="}`, nil},
		{"integer by value", http.Header{"Mcp-Param-Count": {"42"}}, `{"count":42.0}`, nil},
		{"another integer", http.Header{"Mcp-Param-Count": {"42"}}, `{"count":43}`, []string{"Mcp-Param-Count"}},
		{"integer as text", http.Header{"Mcp-Param-Count": {"42"}}, `{"count":"42"}`, nil},
		{"no number", http.Header{"Mcp-Param-Count": {"many"}}, `{"count":42}`, []string{"Mcp-Param-Count"}},
		{"too large to compare by value", http.Header{"Mcp-Param-Count": {"9007199254740993"}}, `{"count":9007199254740992}`, []string{"Mcp-Param-Count"}},
		{"too large, but the same", http.Header{"Mcp-Param-Count": {"9007199254740993"}}, `{"count":9007199254740993}`, nil},
		{"boolean", http.Header{"Mcp-Param-Dry-Run": {"false"}}, `{"dry":true}`, []string{"Mcp-Param-Dry-Run"}},
		{"boolean by number", http.Header{"Mcp-Param-Dry-Run": {"1"}}, `{"dry":true}`, []string{"Mcp-Param-Dry-Run"}},
		{"two headers", http.Header{"Mcp-Param-Region": {"eu", "us"}}, `{"region":"eu"}`, []string{"Mcp-Param-Region"}},
		{"the last of equal members counts", http.Header{"Mcp-Param-Region": {"eu"}}, `{"region":"eu","region":"us"}`, []string{"Mcp-Param-Region"}},
		{"nested", http.Header{"Mcp-Param-Zone": {"b"}}, `{"target":{"zone":"a"}}`, []string{"Mcp-Param-Zone"}},
		{"an object has no header", http.Header{"Mcp-Param-Region": {"eu"}}, `{"region":{}}`, []string{"Mcp-Param-Region"}},
		{"several", http.Header{"Mcp-Param-Region": {"us"}, "Mcp-Param-Dry-Run": {"true"}}, `{"region":"eu"}`, []string{"Mcp-Param-Region", "Mcp-Param-Dry-Run"}},
		{"a header nobody asked for", http.Header{"Mcp-Param-Other": {"x"}}, `{"plain":"y"}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, bindings.Compare(tt.header, []byte(tt.arguments))) })
	}
}

// FuzzCompare: whatever a server lists and a client sends, nothing panics and the bounds hold.
func FuzzCompare(f *testing.F) {
	f.Add(schema, `{"region":"eu"}`, "=?base64?ZXU=?=")
	f.Add(`{"properties":{"a":{"type":"number","x-mcp-header":"A"}}}`, `{"a":1e400}`, "1e400")
	f.Fuzz(func(t *testing.T, schema, arguments, value string) {
		bindings := Of([]byte(schema))
		assert.LessOrEqual(t, len(headers(bindings)), maxBindings)
		h := http.Header{}
		for _, header := range headers(bindings) {
			h[header] = []string{value}
		}
		assert.LessOrEqual(t, len(bindings.Compare(h, []byte(arguments))), len(h))
	})
}
