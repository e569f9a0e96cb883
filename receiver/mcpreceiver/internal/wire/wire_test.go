// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDecodeHeader(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		ok             bool
	}{
		{"literal", "read_file", "read_file", true},
		{"encoded", "=?base64?w6TDtsO8?=", "äöü", true},
		{"broken", "=?base64?!!?=", "", false},
		{"too long", base64Prefix + strings.Repeat("A", maxHeaderValue) + base64Suffix, "", false},
		{"prefix only", "=?base64?", "=?base64?", true},
		{"overlapping", "=?base64?=", "=?base64?=", true},
		{"empty", "", "", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := DecodeHeader(tt.in)
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.ok, ok)
		})
	}
}

func TestModern(t *testing.T) {
	assert.True(t, Modern(Version20260728))
	for _, v := range []string{Version20241105, Version20250326, Version20250618, Version20251125, ""} {
		assert.False(t, Modern(v), v)
	}
}

func TestJWTClaim(t *testing.T) {
	token := func(payload string) string {
		return "h." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".s"
	}
	for _, tt := range []struct{ name, token, want string }{
		{"claim", token(`{"sub":"alice"}`), "alice"},
		{"no text", token(`{"sub":7}`), ""},
		{"absent", token(`{}`), ""},
		{"opaque", "abc", ""},
		{"bad base64", "a.!.c", ""},
		{"bad JSON", token("x"), ""},
		{"too long", strings.Repeat("x", maxToken) + token(`{"sub":"alice"}`), ""},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, JWTClaim(tt.token, "sub")) })
	}
}

// FuzzDecodeHeader: what was encoded comes back.
func FuzzDecodeHeader(f *testing.F) {
	f.Add("=?base64?w6Q=?=")
	f.Fuzz(func(t *testing.T, in string) {
		_, _ = DecodeHeader(in)
		_ = JWTClaim(in, "sub")
		if len(in) < 1000 {
			got, ok := DecodeHeader(base64Prefix + base64.StdEncoding.EncodeToString([]byte(in)) + base64Suffix)
			require.True(t, ok)
			assert.Equal(t, in, got)
		}
	})
}
