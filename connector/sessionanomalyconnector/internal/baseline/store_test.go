// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func newStore(limit int) *Store[*Quantiles] {
	return NewStore(NewDefaultConfig(), limit, NewQuantiles)
}

func learn(s *Store[*Quantiles], key string, n int, from time.Time, every time.Duration) {
	for i := range n {
		v, _ := s.Learn(key, from.Add(time.Duration(i)*every))
		v.Add(3)
	}
}

func TestWarmUpNeedsSessionsAndTime(t *testing.T) {
	for _, tt := range []struct {
		name     string
		sessions int
		every    time.Duration
		ready    bool
	}{
		{"one session short", 49, time.Hour, false},
		{"enough of both", 50, time.Hour, true},
		{"enough sessions in too short a time", 200, time.Minute, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(4)
			learn(s, "a", tt.sessions, start, tt.every)
			_, ready := s.Ready("a")
			assert.Equal(t, tt.ready, ready)
			_, known := s.Peek("a")
			assert.True(t, known)
			held, warm := s.Count()
			assert.Equal(t, 1, held)
			assert.Equal(t, tt.ready, warm == 1)
		})
	}
}

func TestUnknownKey(t *testing.T) {
	s := newStore(4)
	_, ready := s.Ready("a")
	assert.False(t, ready)
	_, known := s.Peek("a")
	assert.False(t, known)
	s.Pass("a", start)
	assert.Zero(t, s.Len(), "a session that is not learned makes no baseline")
}

func TestOldSessionsCountLess(t *testing.T) {
	s := newStore(4)
	learn(s, "a", 50, start, time.Hour)
	v, _ := s.Learn("a", start.Add(50*time.Hour))
	before := v.Weight()
	for i := range 200 {
		s.Pass("a", start.Add(50*time.Hour+time.Duration(i)*14*24*time.Hour/100))
	}
	assert.Less(t, v.Weight(), 0.3*before, "two half-lives later")
	assert.Greater(t, v.Weight(), 0.2*before)
}

func TestStarvedBaselineWarmsUpAnew(t *testing.T) {
	s := newStore(4)
	learn(s, "a", 60, start, time.Hour)
	_, ready := s.Ready("a")
	require.True(t, ready)
	for day := range 120 {
		s.Pass("a", start.Add(time.Duration(day)*24*time.Hour))
	}
	_, ready = s.Ready("a")
	assert.False(t, ready, "nothing clean for 120 days")
}

func TestOneDateInTheFutureDoesNotErase(t *testing.T) {
	s := newStore(4)
	learn(s, "a", 100, start, time.Hour)
	v, _ := s.Peek("a")
	before := v.Weight()
	s.Pass("a", start.AddDate(200, 0, 0))
	assert.Greater(t, v.Weight(), 0.9*before)
	_, ready := s.Ready("a")
	assert.True(t, ready)
}

func TestLimit(t *testing.T) {
	s := newStore(3)
	learn(s, "established", 10, start, time.Hour)
	for i := range 3 {
		_, evicted := s.Learn(fmt.Sprint("made-up ", i), start)
		assert.Equal(t, int64(max(0, i-1)), evicted, "the limit is three")
	}
	assert.Equal(t, 3, s.Len())
	_, known := s.Peek("established")
	assert.True(t, known, "a flood of new types does not push out an established one")
	_, known = s.Peek("made-up 0")
	assert.False(t, known)
}

func TestEvictionFollowsEveryChange(t *testing.T) {
	s := newStore(50)
	for i := range 2000 {
		key := strconv.Itoa(i * i % 97)
		if i%5 == 0 {
			s.Pass(key, start.Add(time.Duration(i)*time.Hour))
			continue
		}
		s.Learn(key, start.Add(time.Duration(i)*time.Hour))
		assert.LessOrEqual(t, s.Len(), 50)
		require.Len(t, s.weakest, s.Len())
		for at, e := range s.weakest {
			require.Equal(t, at, e.position)
			require.Same(t, e, s.entries[e.key])
			require.False(t, s.weakest.Less(at, (at-1)/2), "a heap")
		}
	}
	data, err := s.Save()
	require.NoError(t, err)
	back := newStore(50)
	require.NoError(t, back.Load(data))
	assert.Equal(t, s.weakest[0].key, back.weakest[0].key)
}

func BenchmarkLearnAtTheLimit(b *testing.B) {
	for _, limit := range []int{100, 10_000} {
		b.Run(strconv.Itoa(limit), func(b *testing.B) {
			s := newStore(limit)
			i := 0
			for b.Loop() {
				s.Learn(strconv.Itoa(i), start)
				i++
			}
		})
	}
}

func TestLongKeys(t *testing.T) {
	s := newStore(3)
	a, b := strings.Repeat("x", 10_000)+"a", strings.Repeat("x", 10_000)+"b"
	s.Learn(a, start)
	s.Learn(b, start)
	assert.Equal(t, 2, s.Len())
	for key := range s.entries {
		assert.LessOrEqual(t, len(key), maxKey)
	}
}
