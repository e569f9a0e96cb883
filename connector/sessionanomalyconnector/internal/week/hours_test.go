// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package week

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// monday is a Monday at midnight.
var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func at(day, hour int) Slot {
	return SlotOf(monday.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour))
}

// office is somebody who works Monday to Friday, nine to five.
func office() *Hours {
	h := NewHours()
	for day := range 5 {
		for hour := 9; hour < 17; hour++ {
			var active Set
			active.Add(at(day, hour))
			h.Learn(&active)
		}
	}
	return h
}

func TestShare(t *testing.T) {
	h := office()
	for _, tt := range []struct {
		name      string
		slot      Slot
		some, any bool
	}{
		{"in the middle", at(1, 12), true, true},
		{"an hour early", at(1, 8), true, true},
		{"an hour late", at(4, 17), true, true},
		{"two hours late", at(4, 18), false, false},
		{"at night", at(2, 3), false, false},
		{"on Saturday", at(5, 12), false, true},
		{"on Sunday night", at(6, 23), false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.some, h.Share(tt.slot) > 0)
			assert.Equal(t, tt.any, h.ShareOfAnyDay(tt.slot) > 0)
		})
	}
	assert.Zero(t, NewHours().Share(at(0, 0)))
}

func TestMidnightIsNear(t *testing.T) {
	h := NewHours()
	var active Set
	assert.True(t, active.Add(at(1, 23)))
	assert.False(t, active.Add(at(1, 23)))
	h.Learn(&active)
	assert.Equal(t, 1.0, h.Share(at(2, 0)))
}

func TestSlotFollowsTheZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	assert.Equal(t, at(0, 1), SlotOf(monday.In(berlin)))
	assert.Equal(t, at(0, 2), SlotOf(monday.AddDate(0, 4, 0).Add(-time.Duration(monday.AddDate(0, 4, 0).Weekday()-1)*24*time.Hour).In(berlin)), "summer time")
}

func TestStoredFormRoundTrips(t *testing.T) {
	h := office()
	h.Scale(0.5)
	data, err := h.MarshalJSON()
	require.NoError(t, err)
	back := NewHours()
	require.NoError(t, back.UnmarshalJSON(data))
	assert.Equal(t, h, back)
	for _, bad := range []string{"{}", "[1]", "[" + strings.Repeat("0,", Slots-1) + "-1]", "[" + strings.Repeat("0,", Slots) + "0]"} {
		require.Error(t, back.UnmarshalJSON([]byte(bad)))
	}
}
