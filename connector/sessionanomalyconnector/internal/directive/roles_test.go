// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

func TestRoleTable(t *testing.T) {
	find := func(table *roleTable, word string) role {
		head := textmap.Eight(word, 0)
		for i := range min(len(word), 8) {
			head |= 0x20 << (8 * i)
		}
		return table.find(word, head)
	}
	words := map[string]role{"a": 1, "don't": 2, "ignored": 3, "forgetit": 4, "additionally": 5, "sixteen-letters-": 6}
	table := roleTableOf(words)
	for word, want := range words {
		assert.Equal(t, want, find(table, word), word)
		assert.Equal(t, want, find(table, strings.ToUpper(word)), word)
		assert.Zero(t, find(table, word+"s"), word)
		assert.Zero(t, find(table, word[1:]+"zzzzzzzzzzzzzzzzzzz"), "longer than any")
	}
	assert.Zero(t, find(table, "additionalXally"), "ends alike")
	assert.Panics(t, func() { roleTableOf(map[string]role{"seventeen-letters": 1}) })
}
