// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
)

// TestEveryMatchBeginsWithAWord draws texts from the expressions themselves: the words that are looked for first lose none.
func TestEveryMatchBeginsWithAWord(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for _, w := range []worded{mention, order} {
		for range 1000 {
			text := "so, " + ruletest.Sample(w.expression.String(), random)
			for _, text := range []string{text, strings.ToUpper(text), "_" + text + "s"} {
				assert.Equal(t, w.expression.MatchString(text), w.matches(text), "%q", text)
			}
		}
	}
	assert.True(t, mention.matches("it is illu\u017Ftrated"), "a long s")
}

func TestQuotedInProse(t *testing.T) {
	quoted := strings.Repeat("x", 60)
	for _, tt := range []struct {
		before, after string
		want          bool
	}{
		{`he wrote "please `, `" there`, true},
		{`he wrote "` + quoted, `" there`, true},
		{`he wrote "` + quoted + "x", `" there`, false},
		{"he wrote \u201C" + strings.Repeat("\u00E9", 60), "\u201D there", true},
		{`he wrote "please `, `there`, false},
		{`he wrote please `, `" there`, false},
	} {
		assert.Equal(t, tt.want, quotedInProse(tt.before, tt.after), "%s|%s", tt.before, tt.after)
	}
}
