// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package difftest holds the fast path of package scan against the plain scan of every shipped rule.
package difftest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/pii"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// everything is all shipped rules.
var everything = sync.OnceValue(func() *scan.Set {
	rules, err := secrets.Rules()
	if err != nil {
		panic(err)
	}
	rules = slices.Concat(rules, pii.Rules(), injection.Rules())
	set, err := scan.Compile(rules)
	if err != nil {
		panic(err)
	}
	return set
})

func found(text string) []string {
	var scratch scan.Scratch
	return listed(everything().Find(text, &scratch))
}

func plainly(text string) []string { return listed(everything().FindPlain(text)) }

func listed(matches []scan.Match) []string {
	var all []string
	for _, m := range matches {
		all = append(all, fmt.Sprintf("%s %d [%d:%d]", everything().Rule(m.Rule).ID, m.Rule, m.Start, m.End))
	}
	slices.Sort(all)
	return all
}

// skipped tells texts that the fast path leaves to the decoded view: letters outside ASCII that fold to ASCII ones.
func skipped(text string) bool { return strings.ContainsAny(text, "\u212A\u017F") }

// FuzzFastPathLosesNothing holds the automaton, the guards and the windows against the plain scan: the findings must be the
// same, not one more and not one less.
func FuzzFastPathLosesNothing(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 || skipped(text) {
			return
		}
		require.Equal(t, plainly(text), found(text))
	})
}

// TestFastPathOnCorpus does the same on the sources of this repository and on the rules' own texts, alone and side by side.
func TestFastPathOnCorpus(t *testing.T) {
	texts := seeds(t)
	joined := strings.Join(texts, "\n")
	for at := 0; at < len(joined); at += 7000 {
		texts = append(texts, joined[at:min(len(joined), at+4000)])
	}
	files, err := filepath.Glob("../../../*/*/*.go")
	require.NoError(t, err)
	for _, name := range append(files, "../../../README.md") {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		texts = append(texts, string(content[:min(len(content), 8192)]))
	}
	for _, text := range texts {
		if !skipped(text) {
			assert.Equal(t, plainly(text), found(text), "%.200q", text)
		}
	}
}

// samples is how many synthetic matches of each expression are among the seeds.
const samples = 1

// seeds are the texts that rules carry, and synthetic ones.
func seeds(tb testing.TB) []string {
	tb.Helper()
	set := everything()
	var texts []string
	for i := range set.Len() {
		r := set.Rule(i)
		texts = append(texts, r.Fires...)
		texts = append(texts, r.Silent...)
		random := rand.New(rand.NewPCG(2, uint64(i)))
		for range samples {
			texts = append(texts, ruletest.Sample(r.Pattern, random))
		}
	}
	return slices.Concat(texts,
		spaced(texts, " ", " ", "  ", "\t", "\n", "\r\n", "\n  ", " \n\t", "\n\n", "\n \r\n ", strings.Repeat(" ", 150)),
		spaced(texts, " ", " ", " ", "\n", "\n> ", "\n>", "\n> > ", "\n// ", "\r\n\t// ", "\n//", "\n# ", "\n#", "\n * ", "\n-- ", "\n;; ", "\n%", "\n+", "\n+ // ", "\n>\n> ", "\n"+strings.Repeat("> ", 70)))
}

// spaced returns the texts with all these kinds of white space between their words.
func spaced(texts []string, kinds ...string) []string {
	random := rand.New(rand.NewPCG(3, 3))
	var all []string
	for _, text := range texts {
		if !strings.Contains(text, " ") {
			continue
		}
		var b strings.Builder
		for word := range strings.SplitSeq(text, " ") {
			b.WriteString(word)
			b.WriteString(kinds[random.IntN(len(kinds))])
		}
		all = append(all, b.String())
	}
	return all
}
