// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRoleTable(t *testing.T) {
	words := map[string]role{"a": 1, "don't": 2, "ignored": 3, "forgetit": 4, "additionally": 5, "sixteen-letters-": 6}
	table := roleTableOf(words)
	for word, want := range words {
		assert.Equal(t, want, table.find(word), word)
		assert.Equal(t, want, table.find(strings.ToUpper(word)), word)
		assert.Zero(t, table.find(word+"s"), word)
		assert.Zero(t, table.find(word[1:]+"zzzzzzzzzzzzzzzzzzz"), "longer than any")
	}
	assert.Zero(t, table.find("additionalXally"), "ends alike")
	assert.Panics(t, func() { roleTableOf(map[string]role{"seventeen-letters": 1}) })
}
