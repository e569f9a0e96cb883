// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// spaces is white space in an expression, and how often it may stand.
var spaces = regexp.MustCompile(`\\s(\{\d+,\d+\}|[+*?])?`)

// oneSpace makes one space of all white space in an expression, as the keywords have it.
func oneSpace(pattern string) string {
	return spaces.ReplaceAllStringFunc(pattern, func(s string) string {
		switch {
		case strings.HasPrefix(s, `\s{0`), s == `\s*`, s == `\s?`:
			return " ?"
		default:
			return " "
		}
	})
}

// TestEveryCueHoldsAKeyword tells by which text a kind would miss what its expression finds: one that has none of its keywords.
func TestEveryCueHoldsAKeyword(t *testing.T) {
	for _, k := range kinds {
		if k.Pattern == "" {
			continue
		}
		avoids, ok := scan.Holds(oneSpace(k.Pattern), k.Keywords)
		assert.True(t, ok, "%s %q: %q holds none of %q", k.ID, k.Fires[0], avoids, k.Keywords)
	}
}
