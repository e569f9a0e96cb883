// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package ruletest holds rules to their own texts.
package ruletest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Run checks that every rule fires on the texts it must fire on and is silent on those it must be silent on. A rule without
// both kinds of text fails.
func Run(t *testing.T, rules []scan.Rule) {
	t.Helper()
	set, err := scan.Compile(rules)
	require.NoError(t, err)
	for i, r := range rules {
		t.Run(r.ID, func(t *testing.T) {
			require.NotEmpty(t, r.Fires, "a rule needs texts that must fire")
			require.NotEmpty(t, r.Silent, "a rule needs texts that must not fire")
			for _, text := range r.Fires {
				assert.True(t, fires(set, i, text), "silent on %q", text)
			}
			for _, text := range r.Silent {
				assert.False(t, fires(set, i, text), "fires on %q", text)
			}
		})
	}
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
