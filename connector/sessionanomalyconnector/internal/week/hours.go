// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package week

import (
	"encoding/json"
	"errors"
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

// Slots is the number of hours in a week.
const Slots = 7 * 24

// Slot is an hour of the week, from Sunday midnight on.
type Slot uint8

// SlotOf returns the hour of the week of a time in its own zone.
func SlotOf(t time.Time) Slot { return Slot(int(t.Weekday())*24 + t.Hour()) }

func (s Slot) day() int { return int(s) / 24 }

func (s Slot) hour() int { return int(s) % 24 }

// restful reports whether the day is a Saturday or Sunday.
func restful(day int) bool { return day == int(time.Saturday) || day == int(time.Sunday) }

// Set is a set of slots.
type Set [3]uint64

// Add puts a slot into the set and reports whether it was not in it.
func (s *Set) Add(slot Slot) bool {
	fresh := s[slot/64]&(1<<(slot%64)) == 0
	s[slot/64] |= 1 << (slot % 64)
	return fresh
}

// Hours is the baseline of one principal: how many sessions were active in each hour of the week. 672 bytes.
type Hours struct {
	slots [Slots]float32
	total float64
}

var _ baseline.Value = (*Hours)(nil)

// NewHours returns an empty baseline.
func NewHours() *Hours { return &Hours{} }

// Learn adds the hours in which one session was active.
func (h *Hours) Learn(active *Set) {
	for i := range h.slots {
		if active[i/64]&(1<<(i%64)) != 0 {
			h.slots[i]++
			h.total++
		}
	}
}

// Share is how much of what was learned lies within an hour of this time of day, on days of the same sort: workdays or the
// weekend. From 0 to 1.
func (h *Hours) Share(slot Slot) float64 {
	return h.near(slot, func(day int) bool { return restful(day) == restful(slot.day()) })
}

// ShareOfAnyDay is the same over all days.
func (h *Hours) ShareOfAnyDay(slot Slot) float64 { return h.near(slot, func(int) bool { return true }) }

func (h *Hours) near(slot Slot, counts func(day int) bool) float64 {
	sum := 0.0
	for day := range 7 {
		if !counts(day) {
			continue
		}
		for _, offset := range [...]int{23, 24, 25} {
			sum += float64(h.slots[day*24+(slot.hour()+offset)%24])
		}
	}
	return sum / max(h.total, 1)
}

// Scale implements baseline.Value.
func (h *Hours) Scale(f float64) {
	h.total = 0
	for i := range h.slots {
		h.slots[i] *= float32(f)
		h.total += float64(h.slots[i])
	}
}

// MarshalJSON implements baseline.Value.
func (h *Hours) MarshalJSON() ([]byte, error) { return json.Marshal(h.slots) }

var errStored = errors.New("hours: want 168 finite counts that are not negative")

// UnmarshalJSON implements baseline.Value.
func (h *Hours) UnmarshalJSON(data []byte) error {
	var slots []float32
	if err := json.Unmarshal(data, &slots); err != nil {
		return err
	}
	if len(slots) != Slots {
		return errStored
	}
	fresh := Hours{}
	for i, v := range slots {
		if v < 0 || math.IsInf(float64(v), 0) {
			return errStored
		}
		fresh.slots[i] = v
		fresh.total += float64(v)
	}
	*h = fresh
	return nil
}
