// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEveryWordHasItsMeaning: what is looked at first, the beginning of a word, loses none.
func TestEveryWordHasItsMeaning(t *testing.T) {
	of := func(word string) concept { return meanings.of("<"+word+">", 1, 1+len(word)) }
	for word, c := range meanings.exact {
		assert.Equal(t, c, of(word)&c, word)
		assert.Equal(t, c, of(strings.ToUpper(word))&c, word)
	}
	for _, stems := range meanings.stems {
		for _, s := range stems {
			for _, ending := range []string{"", "s", "INGS"} {
				assert.Equal(t, s.concept, of(s.text+ending)&s.concept, s.text+ending)
			}
		}
	}
	assert.Zero(t, of("x"))
	assert.Zero(t, of("zyx"))
}
