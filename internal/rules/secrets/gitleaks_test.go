// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"math/rand/v2"
	"slices"
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

// TestWorth: where no keyword is worth it, the plain scan reports nothing either.
func TestWorth(t *testing.T) {
	rules, err := Gitleaks()
	require.NoError(t, err)
	generic := slices.IndexFunc(rules, func(r scan.Rule) bool { return r.ID == genericID })
	set, err := scan.Compile(rules[generic : generic+1])
	require.NoError(t, err)
	for _, tt := range []struct {
		name, value string
		worth       bool
	}{
		{"a secret", "zR4x9Qm2Lw8Tb5Nc", true},
		{"little entropy", "aaaaaaaa1111", false},
		{"a name", "some.Configuration_Name", false},
		{"a stop word", "zR4x9Qm2example8Tb5Nc", false},
		{"a stop word in capitals", "zR4x9Qm2EXAMPLE8Tb5Nc", false},
		{"a short value", "zR4x9Qm2L", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := `the secret = "` + tt.value + `";`
			at := strings.Index(text, "secret")
			assert.Equal(t, tt.worth, rules[generic].Worth(text, at, at+len("secret")))
			assert.Equal(t, tt.worth, len(set.FindPlain(text)) > 0)
		})
	}
}
