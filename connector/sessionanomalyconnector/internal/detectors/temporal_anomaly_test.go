// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func temporalRig(tb testing.TB, zones ...UserZoneConfig) *rig {
	tb.Helper()
	cfg := NewTemporalAnomalyConfig()
	cfg.TimeZones = zones
	return newRig(tb, &cfg)
}

// trainOffice has alice work Monday to Friday, nine to five, for some weeks. It returns the Monday after, at midnight.
func trainOffice(r *rig, weeks int) time.Time {
	midnight := day0.Truncate(24 * time.Hour)
	for day := range 7 * weeks {
		if day%7 >= 5 {
			continue
		}
		for hour := 9; hour < 17; hour++ {
			key := fmt.Sprint("train-", day, "-", hour)
			at := midnight.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			r.call(at, key, "read")
			r.call(at.Add(5*time.Minute), key, "write")
			r.end(key, detect.EndedIdle)
		}
	}
	return midnight.AddDate(0, 0, 7*weeks)
}

func TestTemporalAnomalyHours(t *testing.T) {
	for _, tt := range []struct {
		name   string
		weeks  int
		offset time.Duration
		user   string
		want   []string
	}{
		{"at work", 3, 10 * time.Hour, "alice", nil},
		{"a little late", 3, 17*time.Hour + 30*time.Minute, "alice", nil},
		{"at night", 3, 3 * time.Hour, "alice", []string{"medium"}},
		{"on Saturday at noon", 3, 5*24*time.Hour + 12*time.Hour, "alice", []string{"low"}},
		{"somebody else at night", 3, 3 * time.Hour, "bob", nil},
		{"silent before two weeks have passed", 2, 3 * time.Hour, "alice", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := temporalRig(t)
			monday := trainOffice(r, tt.weeks)
			require.Empty(t, r.found)
			for i := range 3 {
				r.call(monday.Add(tt.offset+time.Duration(i)*time.Minute), "s", "read", byUser(tt.user))
			}
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestTemporalAnomalyFollowsTheUsersZone(t *testing.T) {
	for _, tt := range []struct {
		name string
		zone string
		want int
	}{
		{"nine to five in UTC, 23:30 in UTC", "UTC", 1},
		{"the same in Tokyo, which has no summer time", "Asia/Tokyo", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := temporalRig(t, UserZoneConfig{Users: "al*", Zone: tt.zone})
			monday := trainOffice(r, 3)
			r.call(monday.Add(23*time.Hour+30*time.Minute), "s", "read")
			assert.Len(t, r.found, tt.want)
		})
	}
	// Clocks change between training (winter) and now (summer): the same local hour is another hour in UTC.
	r := temporalRig(t, UserZoneConfig{Users: "alice", Zone: "America/New_York"})
	trainOffice(r, 3) // 4:00 to 11:00 in New York, up to 6 March; clocks change on 8 March 2026 and the last weeks are summer time
	berlin, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	r.call(time.Date(2026, 7, 6, 6, 0, 0, 0, berlin), "s", "read")
	assert.Empty(t, r.found)
	r.call(time.Date(2026, 7, 6, 20, 0, 0, 0, berlin), "t", "read")
	assert.Len(t, r.found, 1)
}

func TestTemporalAnomalyLength(t *testing.T) {
	for _, tt := range []struct {
		name  string
		calls int
		every time.Duration
		want  []string
	}{
		{"as long as usual", 3, 2 * time.Minute, nil},
		{"longer, but short all the same", 3, 14 * time.Minute, nil},
		{"far longer", 5, 10 * time.Minute, []string{"medium"}},
		{"many calls", 100, time.Second, nil},
		{"too many calls", 101, time.Second, []string{"medium"}},
		{"both", 500, time.Minute, []string{"medium", "medium"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := temporalRig(t)
			monday := trainOffice(r, 3)
			for i := range tt.calls {
				r.call(monday.Add(9*time.Hour+time.Duration(i)*tt.every), "s", "read", byUser(""))
			}
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestTemporalAnomalyLearnsFromCleanSessionsOnly(t *testing.T) {
	r := temporalRig(t)
	monday := trainOffice(r, 3)
	for i := range 20 {
		key := fmt.Sprint("s-", i)
		r.call(monday.AddDate(0, 0, i-i%7).Add(3*time.Hour), key, "read")
		r.end(key, detect.EndedIdle)
		assert.Len(t, r.severities(), 1, "night %d", i)
	}
}

func TestTemporalAnomalyUsersAreBounded(t *testing.T) {
	cfg := NewTemporalAnomalyConfig()
	cfg.MaxUsers = 3
	r := newRig(t, &cfg)
	for i := range 4 {
		key := fmt.Sprint("s-", i)
		assert.Zero(t, r.drops[dropBaselineLimit])
		r.call(day0, key, "read", byUser(key))
		r.end(key, detect.EndedIdle)
	}
	assert.Equal(t, int64(1), r.drops[dropBaselineLimit])
	assert.Equal(t, 3, r.d.(*temporalAnomaly).hours.Len())
}

func TestTemporalAnomalySurvivesARestart(t *testing.T) {
	r := temporalRig(t)
	monday := trainOffice(r, 3)
	data, err := r.d.(detect.Learner).Save()
	require.NoError(t, err)
	assert.NotContains(t, string(data), "alice")
	for _, load := range []string{"load", "import"} {
		after := temporalRig(t)
		if load == "load" {
			require.NoError(t, after.d.(detect.Learner).Load(data))
		} else {
			require.NoError(t, after.d.(detect.Learner).Import(data))
		}
		after.call(monday.Add(3*time.Hour), "s", "read")
		assert.Equal(t, []string{"medium"}, after.severities())
	}
	require.Error(t, r.d.(detect.Learner).Load([]byte(`{}`)))
	require.Error(t, r.d.(detect.Learner).Load([]byte(`x`)))
	err = newLengths().UnmarshalJSON([]byte(`{"seconds":null}`))
	require.ErrorIs(t, err, errLengths)
}

func TestTemporalAnomalyConfig(t *testing.T) {
	cfg := NewTemporalAnomalyConfig()
	require.NoError(t, cfg.Validate())
	bad := TemporalAnomalyConfig{
		TimeZone: "Atlantis", TimeZones: []UserZoneConfig{{Users: "[", Zone: "Lemuria"}}, MaxShare: 1, MinSpan: -1, MinCalls: -1,
	}
	err := bad.Validate()
	for _, key := range []string{"time_zone:", "time_zones::0::zone", "time_zones::0::users", "max_share", "min_span", "max_users", "length_quantile", "length_factor", "min_length"} {
		require.ErrorContains(t, err, key)
	}
	_, err = bad.build(detect.NewSetup(nil))
	require.Error(t, err)
}

func BenchmarkTemporalAnomaly(b *testing.B) {
	r := temporalRig(b)
	benchObserve(b, r, trainOffice(r, 3).Add(9*time.Hour))
}
