// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyname

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDefaults(t *testing.T) {
	s, err := New(Defaults)
	require.NoError(t, err)
	for _, key := range []string{
		"password", "Password", "newPassword", "POSTGRES_PASSWORD", "db.password", "http.request.header.authorization", "Authorization",
		"Set-Cookie", "X-Api-Key", "apikey", "clientSecret", "AWS_SECRET_ACCESS_KEY", "access token", "cvv", strings.Repeat("x", 200) + "_password",
	} {
		assert.True(t, s.Match(key), key)
	}
	for _, key := range []string{
		"", "key", "token", "nextPageToken", "progressToken", "passwordless", "password_hash_algorithm", "secret_name", "author", "cookies_enabled",
		"mcpsec.auth.token_hash", "mcpsec.session.key", "keyword", "primary_key", "password.length", strings.Repeat("x", 200),
	} {
		assert.False(t, s.Match(key), key)
	}
}

// TestEveryShortKey compares with the definition: the last two characters of a key, looked at first, lose nothing.
func TestEveryShortKey(t *testing.T) {
	names := []string{"x", "*y", "ab", "*c_d", "b2"}
	s, err := New(names)
	require.NoError(t, err)
	plain := strings.NewReplacer("-", "", "_", "", " ", "")
	matches := func(key string) bool {
		key = plain.Replace(strings.ToLower(key[strings.LastIndexAny(key, "./")+1:]))
		for _, name := range names {
			name = plain.Replace(name)
			if suffix, ok := strings.CutPrefix(name, "*"); ok && strings.HasSuffix(key, suffix) || key == name {
				return true
			}
		}
		return false
	}
	keys := []string{""}
	for range 5 {
		var longer []string
		for _, key := range keys {
			for _, c := range "xYabcD2._-/" {
				longer = append(longer, key+string(c))
			}
		}
		for _, key := range longer {
			require.Equal(t, matches(key), s.Match(key), "%q", key)
		}
		keys = longer
	}
}

func TestMalformedNames(t *testing.T) {
	for _, tt := range []struct{ name, key, want string }{
		{"empty", "", "must hold"},
		{"nothing but a star", "*", "must hold"},
		{"star inside", "a*b", "at its beginning"},
		{"long", strings.Repeat("x", 65), "longer than"},
		{"not ASCII", "\u043fароль", "ASCII"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New([]string{tt.key})
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestEveryMatchEndsWithAHint(t *testing.T) {
	s, err := New(Defaults)
	require.NoError(t, err)
	for _, key := range []string{"SecretAccessKey", "set-cookie", "pwd", "connectionString"} {
		require.True(t, s.Match(key))
		found := false
		for _, h := range s.Hints() {
			found = found || strings.HasSuffix(strings.ToLower(key), h)
		}
		assert.True(t, found, key)
	}
}

func BenchmarkMatch(b *testing.B) {
	s, err := New(Defaults)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		s.Match("gen_ai.tool.call.arguments")
	}
}
