// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

func TestMergeLeavesNoTail(t *testing.T) {
	groups := Merge([]Finding{
		{Label: "b", Action: Pseudonym, Start: 5, End: 12, Value: "67890ab"},
		{Label: "a", Action: Pseudonym, Start: 0, End: 8, Value: "01234567"},
		{Label: "c", Action: Pseudonym, Start: 20, End: 22, Value: "xy"},
	})
	require.Len(t, groups, 2)
	assert.Equal(t, []int{0, 12}, []int{groups[0].Start, groups[0].End})
	assert.Len(t, groups[0].Findings, 2)
	assert.Equal(t, []int{20, 22}, []int{groups[1].Start, groups[1].End})
}

func TestMergeKeepsTheTellingFinding(t *testing.T) {
	groups := Merge([]Finding{
		{Label: "generic", Action: Pseudonym, Start: 0, End: 12, Value: "key=secret12", Generic: true},
		{Label: "specific", Action: Pseudonym, Start: 4, End: 12, Value: "secret12"},
		{Label: "part", Action: Pseudonym, Start: 4, End: 10, Value: "secret"},
	})
	require.Len(t, groups, 1)
	require.Len(t, groups[0].Findings, 1)
	assert.Equal(t, "specific", groups[0].Findings[0].Label)
	assert.Equal(t, 0, groups[0].Start, "the whole stretch is replaced all the same")
}

func TestMergeStrongestActionWins(t *testing.T) {
	groups := Merge([]Finding{
		{Label: "a", Action: Mask, Start: 0, End: 8, Value: "01234567"},
		{Label: "b", Action: Remove, Start: 4, End: 6, Value: "45"},
	})
	require.Len(t, groups, 1)
	assert.Equal(t, Remove, groups[0].Findings[0].Action)
}

func TestReplacement(t *testing.T) {
	k, err := pseudonym.New("k1", []byte("0123456789abcdef"))
	require.NoError(t, err)
	w := Writer{Keyers: []*pseudonym.Keyer{k}, Text: "<{rule}>", KeepFirst: 2, KeepLast: 2}
	for _, tt := range []struct {
		name     string
		action   Action
		original string
		want     string
	}{
		{"pseudonym", Pseudonym, "value", k.Pseudonym("r", "value")},
		{"hash", Hash, "value", k.Hash("value")},
		{"redact", Redact, "value", "<r>"},
		{"remove", Remove, "value", ""},
		{"mask", Mask, "0123456789", "01******89"},
		{"mask at half", Mask, "01234567", "01****67"},
		{"mask below half", Mask, "0123456", "*******"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := Group{Findings: []Finding{{Label: "r", Action: tt.action, Value: tt.original}}}
			assert.Equal(t, tt.want, w.Replacement(g, tt.original))
		})
	}
}

func TestParseAction(t *testing.T) {
	for i := range Drop + 1 {
		got, err := ParseAction(i.String())
		require.NoError(t, err)
		assert.Equal(t, i, got)
	}
	_, err := ParseAction("delete")
	require.ErrorContains(t, err, "must be one of")
}
