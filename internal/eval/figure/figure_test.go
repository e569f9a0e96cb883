// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package figure

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		name   string
		hits   float64
		n      int
		lo, hi float64
	}{
		{"half", 50, 100, 0.4038, 0.5962},
		{"none", 0, 20, 0, 0.1611},
		{"all", 20, 20, 0.8389, 1},
		{"nothing", 0, 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lo, hi := Wilson(tt.hits, tt.n)
			assert.InDelta(t, tt.lo, lo, 1e-4)
			assert.InDelta(t, tt.hi, hi, 1e-4)
		})
	}
}

func TestLine(t *testing.T) {
	for _, tt := range []struct {
		name  string
		share Share
		want  string
	}{
		{"kept", Share{Set: "a", Measure: "recall", Hits: 9, N: 10, Floor: new(0.9)}, "EVAL  a recall value=0.9000 n=10 ci=[0.5958,0.9821] floor=0.9 ok"},
		{"short", Share{Set: "a", Measure: "recall", Hits: 8, N: 10, Floor: new(0.9)}, "EVAL  a recall value=0.8000 n=10 ci=[0.4902,0.9433] floor=0.9 SHORT"},
		{"under a ceiling", Share{Set: "a", Measure: "fpr", Hits: 0, N: 10, Floor: new(0.02), AtMost: true}, "EVAL  a fpr value=0.0000 n=10 ci=[0.0000,0.2775] floor=0.02 ok # at most"},
		{"for information", Share{Set: "a", Measure: "x", Hits: 1, N: 10, Note: "why"}, "EVAL  a x value=0.1000 n=10 ci=[0.0179,0.4042] floor=0 ok # for information; why"},
		{"no data", Share{Set: "a", Measure: "x"}, "EVAL  a x skipped (no data)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, tt.share.String())
		})
	}
	assert.Equal(t, "EVAL  a x skipped (no file)", Skipped("a", "x", "no file"))
}
