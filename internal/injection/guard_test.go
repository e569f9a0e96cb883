// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// samples is how many texts are drawn from each expression.
const samples = 100

// TestGuardsLetEveryCuePass draws texts from each expression: what it finds in one of them alone, its keywords, its guard and its
// window must let through.
func TestGuardsLetEveryCuePass(t *testing.T) {
	for i, rule := range Rules()[:len(kinds)] {
		if rule.Pattern == "" {
			continue
		}
		set, err := scan.Compile([]scan.Rule{rule})
		require.NoError(t, err)
		expression := regexp.MustCompile(rule.Pattern)
		random := rand.New(rand.NewPCG(7, uint64(i)))
		var scratch scan.Scratch
		for range samples {
			text := ruletest.Sample(oneSpace(kinds[i].Pattern), random)
			if expression.MatchString(text) {
				assert.NotEmpty(t, set.Find(text, &scratch), "%s: %q", rule.ID, text)
			}
		}
	}
}
