// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func mixRig(tb testing.TB) *rig {
	tb.Helper()
	cfg := NewMixShiftConfig()
	return newRig(tb, &cfg)
}

var usualTools = []string{"search", "search", "search", "read", "read", "write"}

// mixHours runs hours of twenty sessions each; the tools of session i in hour h come from pick.
func mixHours(r *rig, from time.Time, hours int, pick func(h, i int) []string) time.Time {
	for h := range hours {
		for i := range 20 {
			at := from.Add(time.Duration(h)*time.Hour + time.Duration(i)*2*time.Minute)
			r.session(at, fmt.Sprint("m-", at.Unix()), pick(h, i)...)
		}
	}
	at := from.Add(time.Duration(hours) * time.Hour)
	r.tick(at.Add(10 * time.Minute))
	return at
}

func usualMix(h, i int) []string {
	return slices.Concat(usualTools, usualTools[:(h+i)%len(usualTools)])
}

func TestMixShift(t *testing.T) {
	for _, tt := range []struct {
		name  string
		hours int
		pick  func(h, i int) []string
		want  []string
	}{
		{"as always", 20, usualMix, nil},
		{"half of the calls delete", 20, func(h, i int) []string {
			return slices.Concat(usualMix(h, i), slices.Repeat([]string{"delete"}, 8))
		}, []string{"medium"}},
		{"nobody writes and searches any more", 20, func(int, int) []string { return slices.Repeat([]string{"read"}, 8) }, []string{"medium"}},
		{"one busy session is not a shift", 20, func(h, i int) []string {
			if i == 7 {
				return slices.Repeat([]string{"delete"}, 1000)
			}
			return usualMix(h, i)
		}, nil},
		{"too few calls to tell", 20, func(_, i int) []string {
			return slices.Repeat([]string{"delete"}, 3+i%2)
		}, nil},
		{"silent until enough windows were compared", 5, func(int, int) []string { return slices.Repeat([]string{"delete"}, 8) }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mixRig(t)
			at := mixHours(r, day0, tt.hours, usualMix)
			require.Empty(t, r.found)
			mixHours(r, at, 1, tt.pick)
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestMixShiftSaysWhatChanged(t *testing.T) {
	r := mixRig(t)
	at := mixHours(r, day0, 20, usualMix)
	mixHours(r, at, 1, func(h, i int) []string { return slices.Concat(usualMix(h, i), slices.Repeat([]string{"delete"}, 8)) })
	require.Len(t, r.found, 1)
	assert.Contains(t, r.found[0].Description, "delete 49% instead of 0%")
	assert.Equal(t, at.Add(time.Hour), r.found[0].Time, "the end of the window, whenever it was noticed")
	assert.Equal(t, "files", r.found[0].Server)
}

func TestMixShiftTakesLateEvents(t *testing.T) {
	for _, tt := range []struct {
		name string
		late time.Duration
	}{
		{"within the grace", 3 * time.Minute},
		{"beyond it", 20 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mixRig(t)
			at := mixHours(r, day0, 20, usualMix)
			r.tick(at.Add(time.Hour + tt.late)) // another source is ahead
			for i := range 20 {
				for j := range 8 {
					r.call(at.Add(time.Duration(i)*time.Minute), fmt.Sprint("s-", i), "delete_"+strconv.Itoa(j%2))
				}
			}
			r.nextTick = time.Time{}
			r.tick(at.Add(2*time.Hour + 10*time.Minute))
			assert.NotEmpty(t, r.found, "windows are compared when they close, late or not")
		})
	}
}

func TestMixShiftIsBounded(t *testing.T) {
	cfg := NewMixShiftConfig()
	cfg.MaxServers = 3
	r := newRig(t, &cfg)
	for i := range 4 {
		assert.Zero(t, r.drops["server_limit"])
		r.call(day0, "s", "read", onServer(strconv.Itoa(i)))
	}
	assert.Equal(t, int64(1), r.drops["server_limit"])

	r = mixRig(t)
	for i := range maxOpenWindows {
		r.call(day0.Add(time.Duration(-i)*time.Hour), "s", "read")
	}
	assert.Zero(t, r.drops["late"])
	r.call(day0.Add(-100*time.Hour), "s", "read")
	assert.Equal(t, int64(1), r.drops["late"])

	for i := range 10_000 {
		r.call(day0, "long", fmt.Sprint("tool_", i%300))
	}
	state, _ := r.d.(*mixShift).slot.Peek(r.sessions["long"])
	assert.LessOrEqual(t, state.Size(), 600)
	r.tick(day0.Add(3 * time.Hour))
	assert.Empty(t, r.d.(*mixShift).open, "closed windows are gone")
}

func TestMixShiftCountsSessionsByServer(t *testing.T) {
	r := mixRig(t)
	for i := range 3 {
		key := fmt.Sprint("s-", i)
		r.call(day0, key, "read")
		r.call(day0, key, "write")
		r.call(day0, key, "send", onServer("mail"))
		r.call(day0, key, "send", onServer("mail"))
	}
	open := r.d.(*mixShift).open
	assert.Equal(t, 3, open["files"].list[0].sessions)
	assert.Equal(t, 3, open["mail"].list[0].sessions)
	assert.Equal(t, 6.0, open["mail"].list[0].counts.Total())
}

func TestMixShiftSurvivesARestart(t *testing.T) {
	r := mixRig(t)
	at := mixHours(r, day0, 20, usualMix)
	data, err := r.d.(detect.Learner).Save()
	require.NoError(t, err)
	after := mixRig(t)
	require.NoError(t, after.d.(detect.Learner).Load(data))
	require.NoError(t, after.d.(detect.Learner).Import(data))
	mixHours(after, at, 1, func(int, int) []string { return slices.Repeat([]string{"delete"}, 8) })
	assert.Equal(t, []string{"medium"}, after.severities())
}

func TestMixShiftConfig(t *testing.T) {
	cfg := NewMixShiftConfig()
	require.NoError(t, cfg.Validate())
	err := (&MixShiftConfig{Grace: -1, MinDivergence: 2}).Validate()
	for _, key := range []string{"window", "grace", "min_calls", "quantile", "margin", "min_divergence", "max_servers"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkMixShift(b *testing.B) {
	r := mixRig(b)
	benchObserve(b, r, mixHours(r, day0, 20, usualMix))
}

func TestMixShiftDoesNotLearnFromAShift(t *testing.T) {
	r := mixRig(t)
	at := mixHours(r, day0, 20, usualMix)
	mixHours(r, at, 10, func(int, int) []string { return slices.Repeat([]string{"delete"}, 8) })
	assert.Len(t, r.severities(), 10)
}
