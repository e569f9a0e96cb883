// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatajson

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestDecode(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     any
	}{
		{"object", `{"a":1,"b":[true,null,"x"],"c":{}}`, map[string]any{"a": int64(1), "b": []any{true, nil, "x"}, "c": map[string]any{}}},
		{"space", " [ 1 , 2 ] ", []any{int64(1), int64(2)}},
		{"numbers", `[-1,1.5,1e3,12345678901234567890]`, []any{int64(-1), 1.5, 1000.0, 12345678901234567890.0}},
		{"escapes", `"a\n\"\\\/\tä\u00e9\ud83d\ude00"`, "a\n\"\\/\täé😀"},
		{"lone surrogate", `"\ud83dx"`, "\ufffdx"},
		{"many escapes", `"` + strings.Repeat(`\u00e9`, 200) + `"`, strings.Repeat("é", 200)},
		{"many pairs", `"` + strings.Repeat(`\ud83d\ude00`, 200) + `x"`, strings.Repeat("😀", 200) + "x"},
		{"bad UTF-8", "\"a\xffb\"", "a\ufffdb"},
		{"escaped key", `{"\u0061":1}`, map[string]any{"a": int64(1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := pcommon.NewValueEmpty()
			require.NoError(t, Decode([]byte(tt.in), v))
			assert.Equal(t, tt.want, v.AsRaw())
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, in := range []string{
		"", "{", `{"a"`, `{"a":}`, `{"a":1,}`, "[1", "[1,]", `"a`, `"\x"`, `"\u12"`, `"\`, "tru", "1 2", "nul", "+1", "01x",
		strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1),
	} {
		require.Error(t, Decode([]byte(in), pcommon.NewValueEmpty()), in)
	}
}

// FuzzDecode: what encoding/json takes is taken, and strings come out the same.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x\u00e9\n",{"b":null}]}`))
	f.Add([]byte(`"\ud83d\ude00"`))
	f.Fuzz(func(t *testing.T, in []byte) {
		v := pcommon.NewValueEmpty()
		err := Decode(in, v)
		var s string
		if json.Unmarshal(in, &s) == nil && string(in) != "null" && utf8.Valid(in) {
			require.NoError(t, err)
			if v.Type() == pcommon.ValueTypeStr {
				assert.Equal(t, s, v.Str())
			}
		}
	})
}
