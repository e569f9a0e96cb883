// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRowsFillTheWidthAndFollowEachOther(t *testing.T) {
	text := func(title string) *Panel { return Stat(title, "Says something.") }
	d := New("u", "T", "D")
	d.Line(4, 6, text("a"), text("b"))
	d.Row("R", 8, 3, text("c"), text("d"), text("e"), text("f"))

	var places []GridPos
	for i, p := range d.Panels {
		places = append(places, p.GridPos)
		assert.Equal(t, i+1, p.ID)
	}
	assert.Equal(t, []GridPos{
		{H: 4, W: 12, X: 0, Y: 0},
		{H: 4, W: 12, X: 12, Y: 0}, // fewer than fit share the width
		{H: 1, W: 24, X: 0, Y: 4},  // the heading
		{H: 8, W: 8, X: 0, Y: 5},
		{H: 8, W: 8, X: 8, Y: 5},
		{H: 8, W: 8, X: 16, Y: 5},
		{H: 8, W: 24, X: 0, Y: 13}, // the rest wraps
	}, places)
}

func TestQueriesGetReferencesInOrder(t *testing.T) {
	p := TimeSeries("T", "D", Query("a", "a"), Query("b", "b"), Buckets("c"))
	assert.Equal(t, "A", p.Targets[0].RefID)
	assert.Equal(t, "C", p.Targets[2].RefID)
	assert.Equal(t, Prometheus, *p.Datasource)
}

func TestLimitsColourFromTheFirstOn(t *testing.T) {
	p := Stat("T", "D", Limits(From(1, Red)))
	steps := p.FieldConfig.Defaults.Thresholds.Steps
	assert.Nil(t, steps[0].Value, "the first colour holds from nothing on")
	assert.Equal(t, Green, steps[0].Color)
	assert.Equal(t, 1.0, *steps[1].Value)
}
