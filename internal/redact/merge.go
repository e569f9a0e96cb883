// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"cmp"
	"slices"
	"strings"
)

// Finding is one match that something is to be done about.
type Finding struct {
	// Rule is the caller's number for the rule.
	Rule int
	// Label stands in the pseudonym: the rule's id.
	Label  string
	Action Action
	// Start and End are byte offsets in the text.
	Start, End int
	// Value is what the pseudonym is made from: the secret as decoded and normalised.
	Value string
	// Generic findings give way to others in the same place.
	Generic bool
	// WholeValue extends the finding to all of the JSON value it is in.
	WholeValue bool
}

// Group is a stretch of text covered by findings that overlap.
type Group struct {
	Start, End int
	WholeValue bool
	// Findings are those that count, the most telling first.
	Findings []Finding
}

// maxPerGroup bounds how many values one group's replacement names.
const maxPerGroup = 8

// Merge joins findings that overlap or touch the same value, so that a replacement never leaves a tail of one of them. It
// sorts its argument. Findings with the action Tag are not to be among them.
func Merge(findings []Finding) []Group {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Label, b.Label))
	})
	var groups []Group
	for _, f := range findings {
		if n := len(groups); n > 0 && f.Start < groups[n-1].End {
			g := &groups[n-1]
			g.End = max(g.End, f.End)
			g.WholeValue = g.WholeValue || f.WholeValue
			g.Findings = append(g.Findings, f)
			continue
		}
		groups = append(groups, Group{Start: f.Start, End: f.End, WholeValue: f.WholeValue, Findings: []Finding{f}})
	}
	for i := range groups {
		groups[i].Findings = telling(groups[i].Findings)
	}
	return groups
}

// telling drops the findings that say nothing the others do not: generic ones beside specific ones, and those whose value
// is part of another's. The strongest action comes first.
func telling(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Action, a.Action), compareBool(a.Generic, b.Generic), cmp.Compare(len(b.Value), len(a.Value)))
	})
	kept := findings[:0:0]
	for _, f := range findings {
		known := func(k Finding) bool { return f.Generic && !k.Generic || strings.Contains(k.Value, f.Value) }
		if len(kept) < maxPerGroup && !slices.ContainsFunc(kept, known) {
			kept = append(kept, f)
		}
	}
	return kept
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
