// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Kinds lists every kind of cue that a pattern finds.
func Kinds() []*Kind { return kinds }

var kinds = func() []*Kind {
	var all []*Kind
	for _, family := range [][]*Kind{overrides, leaks, markers, concealments, exfiltrations, redirections, personas, commands, translations, compacts} {
		all = append(all, family...)
	}
	return all
}()

// Category of the rules that Rules returns.
const Category = "injection"

// Rules returns one rule for each kind, in the order of Kinds, for a caller that scans for other things in the same pass.
// Give their matches to Cues.
func Rules() []scan.Rule {
	rules := make([]scan.Rule, len(kinds))
	for i, k := range kinds {
		rules[i] = scan.Rule{ID: k.ID, Category: Category, Class: scan.Signal, Keywords: k.Keywords, Pattern: k.Pattern, Fires: k.Fires, Silent: k.Silent}
	}
	return rules
}

// own is the set that Scan uses. It is compiled when first needed.
var own = sync.OnceValue(func() *scan.Set {
	set, err := scan.Compile(Rules())
	if err != nil {
		panic("injection: " + err.Error()) // a kind of this package does not compile: no test of it can have passed
	}
	return set
})

var scratches = sync.Pool{New: func() any { return new(scan.Scratch) }}

// FromMatches appends the cues of matches that a set gave for text, where rule first of the set is the first one of Rules.
// Matches of other rules are skipped. text is the content of view where that is not nil.
func FromMatches(cues []Cue, matches []scan.Match, first int, text string, view *decode.View) []Cue {
	var counts [128]uint8
	for _, m := range matches {
		k := m.Rule - first
		if k < 0 || k >= len(kinds) || counts[k] == maxPerKind {
			continue
		}
		if cue, ok := kinds[k].cue(text, m, view); ok {
			counts[k]++
			cues = append(cues, cue)
		}
	}
	return cues
}
