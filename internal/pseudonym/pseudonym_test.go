// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pseudonym

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func key(fill string) []byte { return []byte(strings.Repeat(fill, MinKeyBytes)) }

func TestEqualValuesStayEqual(t *testing.T) {
	a, err := New("k1", key("a"))
	require.NoError(t, err)
	other, err := New("k1", key("a"))
	require.NoError(t, err)
	rotated, err := New("k2", key("b"))
	require.NoError(t, err)

	assert.Equal(t, a.Hash("value"), other.Hash("value"), "two collectors with one key")
	assert.Equal(t, a.Hash("value"), a.Hash(" value\n"), "surrounding white space is not part of a value")
	assert.NotEqual(t, a.Hash("value"), a.Hash("Value"))
	assert.NotEqual(t, a.Hash("value"), rotated.Hash("value"))
	assert.Len(t, a.Hash("value"), HashLen)
}

// TestKnownAnswer pins the format: changing it breaks equality with everything stored before.
func TestKnownAnswer(t *testing.T) {
	k, err := New("k1", []byte("0123456789abcdef"))
	require.NoError(t, err)
	assert.Equal(t, "[email:k1:f3d6ddc7dbf9be2e]", k.Pseudonym("email", "alice@example.com"))
}

func TestNewRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, id string
		key      []byte
		want     string
	}{
		{"no id", "", key("a"), "key id"},
		{"id with colon", "k:1", key("a"), "key id"},
		{"id at the limit", strings.Repeat("k", 16), key("a"), ""},
		{"id past the limit", strings.Repeat("k", 17), key("a"), "key id"},
		{"key at the limit", "k1", make([]byte, MinKeyBytes), ""},
		{"key below the limit", "k1", make([]byte, MinKeyBytes-1), "at least 16 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(tt.id, tt.key)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestFindGivesBackWhatPseudonymMade(t *testing.T) {
	k, err := NewRandom("k1")
	require.NoError(t, err)
	p := k.Pseudonym("aws-access-token", "AKIA…")
	text := "before " + p + " after [not:a:pseudonym]"
	found := Find(text)
	require.Len(t, found, 1)
	assert.Equal(t, p, text[found[0].Start:found[0].End])
	assert.Equal(t, "aws-access-token", found[0].Label)
	assert.Equal(t, k.Hash("AKIA…"), found[0].Hash)
}

func FuzzFind(f *testing.F) {
	f.Add("[a:k1:0123456789abcdef]")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tok := range Find(text) {
			assert.Equal(t, "["+tok.Label+":"+tok.KeyID+":"+tok.Hash+"]", text[tok.Start:tok.End])
		}
	})
}
