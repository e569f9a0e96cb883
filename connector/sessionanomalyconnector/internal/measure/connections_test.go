// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestConnectionsOfCallers counts the clients of callers, known and unknown, as one that looks at each event alone does.
func TestConnectionsOfCallers(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	s, now := NewSet(1000, time.Minute, &Dimensions{}), time.Unix(1_000_000, 0)
	in, plain := detect.NewInterner(), map[[2]string]time.Time{}
	for range 5000 {
		now = now.Add(time.Duration(random.IntN(8)) * time.Second)
		ev := &detect.Event{
			Time: now, Name: schema.EventOperation, Method: pick("tools/call", "tools/list"), Tool: pick("read", "send"), Server: pick("crm", "mail", ""),
			User: pick("ann", "bob", ""), ClientAddress: pick("a", "b", "", "c\x00a", "c\x00", "\x00"), ClientFingerprint: pick("", "", "b"), SessionKey: pick("s", ""),
		}
		for _, client := range []string{ev.ClientFingerprint, ev.ClientAddress, ev.SessionKey} {
			if client != "" {
				plain[[2]string{ev.Server, client}] = now
				break
			}
		}
		in.Name(ev)
		s.Event(ev, s.Fetch(ev))
		want := map[string]int{}
		for at, seen := range plain {
			if !seen.Before(now.Add(-time.Minute)) {
				want[at[0]]++
			}
		}
		if random.IntN(10) == 0 {
			require.Equal(t, want, s.conns.byServer(now))
		}
	}
}

// TestDurationsHaveTheSameBounds: one look-up is for both.
func TestDurationsHaveTheSameBounds(t *testing.T) {
	s := NewSet(1, time.Minute, &Dimensions{})
	require.Equal(t, s.operations.family.Bounds, s.toolDuration.family.Bounds)
}
