// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTimesOfOtherSources(t *testing.T) {
	want := time.Date(2026, 3, 2, 12, 0, 0, 500_000_000, time.UTC)
	for _, value := range []any{
		want, want.UnixNano(), want.UnixMicro(), want.UnixMilli(), float64(want.UnixMilli()) / 1000, float64(want.UnixMilli()),
		"2026-03-02T12:00:00.5Z", "2026-03-02T13:00:00.5+01:00", "2026-03-02T12:00:00.500", "2026-03-02 12:00:00,500", "2026-03-02 12:00:00.5Z",
	} {
		got, ok := toTime(value)
		assert.True(t, ok, "%v", value)
		assert.True(t, want.Equal(got), "%v is %v", value, got)
	}
	got, ok := toTime(want.Unix())
	assert.True(t, ok)
	assert.True(t, want.Truncate(time.Second).Equal(got))
	far, ok := toTime(int64(99_999_999_999))
	assert.True(t, ok)
	assert.Equal(t, 5138, far.UTC().Year())
	for _, value := range []any{"Mar  2 12:00:00", "", true, math.NaN(), math.Inf(1), 1e300} {
		_, ok := toTime(value)
		assert.False(t, ok, "%v", value)
	}
}
