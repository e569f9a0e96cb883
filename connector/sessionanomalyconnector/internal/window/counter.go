// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package window counts things by key over a sliding window of event time, in bounded memory.
package window

import (
	"encoding/json"
	"time"
)

// buckets is into how many parts a window is cut: a count is exact to one part.
const buckets = 12

// Counter is the count of one key. The zero value is empty.
type Counter struct {
	slots [buckets]int64
	head  int64 // number of the newest bucket, since the epoch
}

// Add counts n at t and returns the sum over the window of the given length that ends at the latest time seen.
// A time before the window is counted nowhere and returns the sum unchanged.
func (c *Counter) Add(t time.Time, n int64, length time.Duration) int64 {
	bucket := t.UnixNano() / bucketLen(length)
	switch {
	case bucket > c.head:
		c.advance(bucket)
	case bucket <= c.head-buckets:
		return c.sum()
	}
	c.slots[index(bucket)] += n
	return c.sum()
}

// Sum returns the sum over the window that ends at t.
func (c *Counter) Sum(t time.Time, length time.Duration) int64 {
	if bucket := t.UnixNano() / bucketLen(length); bucket > c.head {
		c.advance(bucket)
	}
	return c.sum()
}

// Clear empties the counter.
func (c *Counter) Clear() { c.slots = [buckets]int64{} }

func (c *Counter) advance(to int64) {
	if to-c.head >= buckets {
		c.slots = [buckets]int64{}
	} else {
		for b := c.head + 1; b <= to; b++ {
			c.slots[index(b)] = 0
		}
	}
	c.head = to
}

func (c *Counter) sum() int64 {
	var sum int64
	for _, n := range c.slots {
		sum += n
	}
	return sum
}

func bucketLen(length time.Duration) int64 { return max(int64(length)/buckets, 1) }

func index(bucket int64) int64 { return ((bucket % buckets) + buckets) % buckets }

// counted is a Counter as it is stored.
type counted struct {
	Slots [buckets]int64
	Head  int64
}

// MarshalJSON implements json.Marshaler.
func (c Counter) MarshalJSON() ([]byte, error) { return json.Marshal(counted{c.slots, c.head}) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Counter) UnmarshalJSON(data []byte) error {
	var s counted
	err := json.Unmarshal(data, &s)
	c.slots, c.head = s.Slots, s.Head
	return err
}
