// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pseudonym

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"
)

func TestConfigReportsEveryMistake(t *testing.T) {
	cfg := Config{Keys: []KeyConfig{
		{ID: "k1", Secret: "0123456789abcdef"},
		{ID: "k1", Secret: "short"},
		{ID: "UPPER", Secret: "0123456789abcdef"},
	}}
	err := cfg.Validate()
	require.ErrorContains(t, err, "keys[1]: key must have at least 16 bytes")
	require.ErrorContains(t, err, `keys[1]: id "k1" is used twice`)
	require.ErrorContains(t, err, "keys[2]: key id must be")
	assert.NotContains(t, err.Error(), "short\"", "an error never quotes a secret")
}

func TestKeyersFirstKeyWrites(t *testing.T) {
	cfg := Config{Keys: []KeyConfig{{ID: "new", Secret: "0123456789abcdef"}, {ID: "old", Secret: "fedcba9876543210"}}}
	keyers, err := cfg.Keyers(zap.NewNop())
	require.NoError(t, err)
	require.Len(t, keyers, 2)
	assert.Equal(t, "new", keyers[0].ID())
}

func TestNoKeyWarnsOnce(t *testing.T) {
	core, logs := observer.New(zap.WarnLevel)
	keyers, err := (&Config{}).Keyers(zap.New(core))
	require.NoError(t, err)
	require.Len(t, keyers, 1)
	assert.Equal(t, 1, logs.Len())
}
