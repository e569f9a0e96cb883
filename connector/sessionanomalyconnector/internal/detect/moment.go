// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"math"
	"time"
)

// Moment is a time in eight bytes, for tables that hold many: nanoseconds since 1970. Times beyond what that can say, the years
// 1678 to 2261, are the latest or the earliest moment.
type Moment int64

// never is the zero time, and any before the year 1678.
const never Moment = math.MinInt64

// MomentOf is the moment of a time.
func MomentOf(t time.Time) Moment {
	switch seconds := t.Unix(); {
	case seconds >= math.MaxInt64/int64(time.Second):
		return math.MaxInt64
	case seconds <= math.MinInt64/int64(time.Second):
		return never
	}
	return Moment(t.UnixNano())
}

// Time is the moment as a time in UTC.
func (m Moment) Time() time.Time {
	if m == never {
		return time.Time{}
	}
	return time.Unix(0, int64(m)).UTC()
}

// since is how long m is after an earlier moment, or before it where negative, as far as a duration can say.
func (m Moment) since(earlier Moment) time.Duration {
	d := m - earlier
	switch {
	case m >= earlier && d < 0:
		return math.MaxInt64
	case m < earlier && d > 0:
		return math.MinInt64
	}
	return time.Duration(d)
}
