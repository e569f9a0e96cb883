// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package difftest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/pii"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// numbered are the rules that begin at digits.
func numbered(t *testing.T) []scan.Rule {
	t.Helper()
	rules, err := secrets.Rules()
	require.NoError(t, err)
	rules = append(rules, pii.Rules()...)
	return slices.DeleteFunc(rules, func(r scan.Rule) bool { return len(r.Digits) == 0 })
}

// TestShapesOfDigitsLoseNothing asks the rules that begin at digits at every run, and only where their shapes say, in texts made of
// what these rules find, changed a little, and of what their texts are made of.
func TestShapesOfDigitsLoseNothing(t *testing.T) {
	rules := numbered(t)
	set, err := scan.Compile(rules)
	require.NoError(t, err)
	var samples []string
	for _, r := range rules {
		samples = slices.Concat(samples, r.Fires, r.Silent)
	}
	random := rand.New(rand.NewPCG(9, 9))
	fired := map[int]bool{}
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(5) {
			b.WriteString(resembling(samples, random))
			b.WriteByte(" \n:-x"[random.IntN(5)])
		}
		text := b.String()
		fast := slices.Clone(set.Find(text, new(scan.Scratch)))
		require.ElementsMatch(t, set.FindPlain(text), fast, "%q", text)
		for _, m := range fast {
			fired[m.Rule] = true
		}
	}
	require.Len(t, fired, len(rules), "rules that found something")
}

// alphabets are what numbers, addresses and tokens are written with.
var alphabets = []string{"0123456789+-. ()/", "abcdefABCDEF0123456789:", "0123456789abcdef:-", "MNOabc019-_.", "DEGB0123456789 ", "019 ,:.-/+x\n_\xc3\xa9"}

// resembling returns one of the samples with a few characters exchanged, or characters such as they have in any order.
func resembling(samples []string, random *rand.Rand) string {
	alphabet := alphabets[random.IntN(len(alphabets))]
	if random.IntN(3) == 0 {
		text := make([]byte, random.IntN(100))
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(text)
	}
	text := []byte(samples[random.IntN(len(samples))])
	for range random.IntN(3) {
		text[random.IntN(len(text))] = alphabet[random.IntN(len(alphabet))]
	}
	return string(text)
}
