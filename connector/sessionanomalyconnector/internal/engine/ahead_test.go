// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestAheadIsOneByOne gives the same events to two engines, to one in lists of any length. Sessions begin, end, go idle and are
// evicted between being fetched and being needed.
func TestAheadIsOneByOne(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	cfg := bounds()
	cfg.MaxSessions = 6
	var events []detect.Event
	at := time.Duration(0)
	for i := range 3000 {
		if at += time.Duration(random.IntN(20)) * time.Second; random.IntN(100) == 0 {
			at += time.Hour
		}
		ev := call(at, fmt.Sprint("s", random.IntN(10)), []string{"read", "bad", "worse"}[random.IntN(3)])
		switch random.IntN(20) {
		case 0:
			ev.Name = schema.EventSessionEnd
		case 1:
			ev.SessionKey = ""
		case 2:
			ev.RequestID = strconv.Itoa(i % 3)
		}
		events = append(events, *ev)
	}
	one, fatOne, logOne := newEngine(cfg, nil)
	for i := range events {
		ev := events[i]
		one.Observe(&ev)
	}
	want := slices.Clone(one.Take())
	require.NotEmpty(t, want)

	all, fatAll, logAll := newEngine(cfg, nil)
	var got []detect.Finding
	for rest := slices.Clone(events); len(rest) > 0; {
		n := min(random.IntN(3*Ahead), len(rest))
		all.ObserveAll(rest[:n])
		got = append(got, all.Take()...)
		rest = rest[n:]
	}
	assert.Equal(t, want, got)
	assert.Equal(t, fatOne.ends, fatAll.ends)
	assert.Equal(t, logOne, logAll)
}
