// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// replaceAll replaces every occurrence of word in the flat text of a JSON text.
func replaceAll(tb testing.TB, text, word, by string, whole bool) (string, bool) {
	tb.Helper()
	var flat Flat
	plain := flat.Set(text)
	var replacements []Replacement
	for at := 0; ; {
		i := strings.Index(plain[at:], word)
		if i < 0 {
			break
		}
		start, end := flat.Original(at+i, at+i+len(word))
		replacements = append(replacements, Replacement{Start: start, End: end, Text: by, WholeValue: whole})
		at += i + len(word)
	}
	edits, ok := Edits(text, replacements)
	if !ok {
		return text, false
	}
	return Apply(text, edits), true
}

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		name, text, word, by string
		whole                bool
		want                 string
	}{
		{"string", `{"a": "x secret y"}`, "secret", "[S]", false, `{"a": "x [S] y"}`},
		{"key", `{"secret": 1}`, "secret", "[S]", false, `{"[S]": 1}`},
		{"number", `[1, 4111, 2]`, "4111", "[S]", false, `[1, "[S]", 2]`},
		{"part of a number", `{"n":12345}`, "234", "[S]", false, `{"n":"[S]"}`},
		{"after escapes", `["a\n\"secret\"\u00e9"]`, "secret", "[S]", false, `["a\n\"[S]\"\u00e9"]`},
		{"made of escapes", `["\u0073ecre\u0074!"]`, "secret", "[S]", false, `["[S]!"]`},
		{"needs escapes", `["secret"]`, "secret", "\"\n\\", false, `["\"\u000a\\"]`},
		{"JSON in a string", `{"t":"{\"n\":4111,\"s\":\"a\\nb\"}"}`, "4111", "[S]", false, `{"t":"{\"n\":\"[S]\",\"s\":\"a\\nb\"}"}`},
		{"whole value", `{"password":"secret with spaces"}`, "secret", "[S]", true, `{"password":"[S]"}`},
		{"whole value with quotes", `{"password":"sec\"ret"}`, `sec"`, "[S]", true, `{"password":"[S]"}`},
		{"over two strings", `["sec","ret"]`, `sec","ret`, "[S]", false, `["[S]","[S]"]`},
		{"words stay", `[true, null, "secret"]`, `true, null, "secret`, "[S]", false, `[true, null, "[S]"]`},
		{"all of a string that holds JSON", `{"t":"{\"a\":1}"}`, `{"a":1}`, "[S]", false, `{"t":"[S]"}`},
		{"nothing", `{"a":1}`, "secret", "[S]", false, `{"a":1}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := replaceAll(t, tt.text, tt.word, tt.by, tt.whole)
			require.True(t, ok)
			assert.Equal(t, tt.want, got)
			assert.True(t, json.Valid([]byte(got)))
		})
	}
}

func TestNotJSON(t *testing.T) {
	for _, text := range []string{"", "{", `{"a"}`, `{"a":}`, `[1,]`, `["a]`, `{"a":1}}`, `[tool output]`, "[\"\n\"]", strings.Repeat("[", maxDepth+1) + "1" + strings.Repeat("]", maxDepth+1)} {
		_, ok := Edits(text, nil)
		assert.False(t, ok, "%.20q", text)
	}
	_, ok := Edits(strings.Repeat("[", maxDepth)+"1"+strings.Repeat("]", maxDepth), nil)
	assert.True(t, ok)
}

func FuzzEdits(f *testing.F) {
	f.Add(`{"a":"x\nsecret","b":[1,"\"secret\""]}`, "secret")
	f.Add(`{"t":"{\"n\":4111}"}`, "4111")
	f.Fuzz(func(t *testing.T, text, word string) {
		if word == "" || strings.ContainsAny(word, "[S]") {
			return
		}
		valid := json.Valid([]byte(text))
		got, ok := replaceAll(t, text, word, "[S]", false)
		if valid {
			require.True(t, ok)
			require.True(t, json.Valid([]byte(got)), "%q", got)
		}
	})
}

// FuzzFlat checks that a string is flattened to what encoding/json decodes it to, and that both directions of the map agree.
func FuzzFlat(f *testing.F) {
	f.Add(`a\n\u00e9\ud83d\ude00\"`)
	f.Fuzz(func(t *testing.T, content string) {
		var want string
		if json.Unmarshal([]byte(`"`+content+`"`), &want) != nil {
			return
		}
		var flat Flat
		got := flat.Set(content)
		if strings.ToValidUTF8(content, "") == content {
			require.Equal(t, want, got)
		}
		for i := range len(got) {
			from, to := flat.Original(i, i+1)
			require.True(t, 0 <= from && from < to && to <= len(content))
			start, end := flat.Flattened(from, to)
			require.True(t, start <= i && i < end)
		}
	})
}
