// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// TestGitleaksRules gives every rule of the module synthetic secrets of its own shape, which it must find, and the same with
// every keyword broken, on which it must be silent.
func TestGitleaksRules(t *testing.T) {
	rules, err := Gitleaks()
	require.NoError(t, err)
	require.Greater(t, len(rules), 200)
	set, err := scan.Compile(rules)
	require.NoError(t, err)
	for i, r := range rules {
		t.Run(r.ID, func(t *testing.T) {
			sample, ok := firing(set, i)
			require.True(t, ok, "no sample of %s is found", r.Pattern)
			broken := sample
			for _, k := range r.Keywords {
				broken = breakWord(broken, k)
			}
			assert.False(t, fires(set, i, broken), "fires on %q", broken)
		})
	}
}

// firing draws samples until one has the entropy the rule asks for and no word it excepts.
func firing(set *scan.Set, rule int) (sample string, ok bool) {
	random := rand.New(rand.NewPCG(1, uint64(rule)))
	for range 300 {
		// Some rules ask for a keyword that is not part of the secret.
		sample = strings.Join(set.Rule(rule).Keywords, " ") + "\n" + ruletest.Sample(set.Rule(rule).Pattern, random)
		if fires(set, rule, sample) {
			return sample, true
		}
	}
	return "", false
}

func fires(set *scan.Set, rule int, text string) bool {
	var scratch scan.Scratch
	for _, m := range set.Find(text, &scratch) {
		if m.Rule == rule {
			return true
		}
	}
	return false
}

// breakWord puts a character that no secret has into every occurrence of a word.
func breakWord(text, word string) string {
	for {
		i := strings.Index(strings.ToLower(text), word)
		if i < 0 {
			return text
		}
		text = text[:i+1] + "\x01" + text[i+1:]
	}
}
