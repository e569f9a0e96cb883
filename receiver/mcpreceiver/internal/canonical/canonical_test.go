// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package canonical

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestJSON has the examples of RFC 8785, sections 3.2.2 to 3.2.4.
func TestJSON(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			"primitives", `{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
			`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		{
			"order by UTF-16", `{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"Latin"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin\",\"€\":\"Euro Sign\",\"😀\":\"Emoji\",\"\ufb33\":\"Hebrew\"}",
		},
		{"last of equal keys", `{"a":1,"b":2,"a":3}`, `{"a":3,"b":2}`},
		{"zero", `[0,-0,0.0,1e-7,1e21,100]`, `[0,0,0,1e-7,1e+21,100]`},
		{"huge number", `1e999`, `1e999`},
		{"empty", ` {} `, `{}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := JSON([]byte(tt.in))
			require.NoError(t, err)
			assert.Equal(t, tt.want, string(got))
		})
	}
}

func TestJSONRefuses(t *testing.T) {
	for _, in := range []string{"", "{", `{"a"}`, "[1", strings.Repeat("[", maxDepth+2) + strings.Repeat("]", maxDepth+2)} {
		_, err := JSON([]byte(in))
		require.Error(t, err, in)
	}
}

// FuzzJSON: the canonical form is JSON, and its own canonical form.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"b":[1,2.50,"x\u00e9"],"a":{"c":null}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := JSON(in)
		if err != nil || !json.Valid(in) {
			return
		}
		twice, err := JSON(once)
		require.NoError(t, err)
		assert.Equal(t, string(once), string(twice))
	})
}
