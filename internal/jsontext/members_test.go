// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMembers(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // raw, as in the text
	}{
		{"string", `{"k": "a b"}`, []string{"a b"}},
		{"number", `{"k": -12.5e3, "x": 1}`, []string{"-12.5e3"}},
		{"words hide nothing", `{"k": true, "k": null}`, nil},
		{"array", `{"k": ["a", 1, {"x": "no"}, ["deeper"]], "x": ["no"]}`, []string{"a", "1"}},
		{"object is no scalar", `{"k": {"type": "string"}, "x": "no"}`, nil},
		{"member after an object", `{"x": {"k": "a"}, "y": "no", "k": "b"}`, []string{"a", "b"}},
		{"in an array", `[{"k": "a"}, {"x": "no"}]`, []string{"a"}},
		{"escapes", `{"\u006b": "a\"b"}`, []string{`a\"b`}},
		{"JSON in a string", `{"t":"\n{\"k\":\"s\\n1\",\"x\":\"no\"}"}`, []string{`s\\n1`}},
		{"a key in a string of text", `{"t": "see \"k\": \"no\""}`, nil},
		{"top level", `"k"`, nil},
		{"JSON Lines", `{"k": "a"}` + "\n" + `{"k": "b"}`, []string{"a", "b"}},
		{"cut in a value", `{"k": "a", "x": {"k": "b`, []string{"a", "b"}},
		{"cut in another value", `{"k": "a", "x": "b`, []string{"a"}},
		{"cut in a key", `{"k": "a", "k`, []string{"a"}},
		{"cut in an escape", `{"k": "a\`, []string{`a\`}},
		{"cut in JSON in a string", `{"t": "{\"k\": \"ab`, []string{"ab"}},
		{"no JSON", `{k: "a"}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			Members(tt.text, func(key string) bool { return key == "k" }, func(m Member) { got = append(got, tt.text[m.Start:m.End]) })
			assert.Equal(t, tt.want, got)
		})
	}
}

// FuzzMembers checks that values are found where they stand, at any depth and size.
func FuzzMembers(f *testing.F) {
	f.Add(`{"k":"a","t":"{\"k\":[1,\"\\u0061\"]}"}`)
	f.Add(strings.Repeat(`[`, 100) + strings.Repeat(`]`, 100))
	f.Fuzz(func(t *testing.T, text string) {
		Members(text, func(string) bool { return true }, func(m Member) {
			require.True(t, 0 <= m.Start && m.Start <= m.End && m.End <= len(text))
			if !strings.Contains(text[m.Start:m.End], `\`) {
				require.Equal(t, m.Value, text[m.Start:m.End])
			}
		})
	})
}
