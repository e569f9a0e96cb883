// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// sums lists every series with its sum and its samples.
func sums(s *Set) map[string]string {
	all := make(map[string]string)
	for _, m := range s.metrics {
		m.family.Each(func(one *series.Series) {
			all[fmt.Sprint(m.family.Name, one.Values)] = fmt.Sprint(one.Sum, one.Count, one.Min, one.Max, one.Buckets)
		})
	}
	return all
}

// TestKnownCallsCountAsOthers gives the same calls to two sets, one of which remembers none. Series overflow and expire.
func TestKnownCallsCountAsOthers(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	known, plain := NewSet(30, time.Minute, &Dimensions{}), NewSet(30, time.Minute, &Dimensions{})
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	in, now := detect.NewInterner(), time.Unix(1_000_000, 0)
	for range 2000 {
		ev := &detect.Event{
			Name: schema.EventOperation, Method: pick("tools/call", "tools/call", "tools/list"), Tool: pick("read", "send", strings.Repeat("long", 40)),
			Server: pick("crm", "mail"), Outcome: pick(schema.OutcomeSuccess, schema.OutcomeSuccess, schema.OutcomeToolError),
			User: fmt.Sprint("user", random.IntN(12)), Duration: random.Float64(), HasDuration: random.IntN(4) > 0,
		}
		if ev.Outcome == schema.OutcomeToolError {
			ev.ErrorType = pick("", "timeout")
		}
		now = now.Add(time.Second)
		in.Name(ev)
		for _, s := range []*Set{known, plain} {
			s.Clock(now)
			s.Event(ev, s.Fetch(ev))
		}
		plain.calls.forget()
		if random.IntN(100) == 0 {
			for _, s := range []*Set{known, plain} {
				s.Each(func(f *series.Family) { f.Expire(now.Add(-20 * time.Second)) })
			}
		}
		require.Equal(t, sums(plain), sums(known))
	}
	assert.NotEmpty(t, sums(known))
}

// TestCallersAreBounded: users are named by whoever connects.
func TestCallersAreBounded(t *testing.T) {
	in, s := detect.NewInterner(), NewSet(10, time.Minute, &Dimensions{})
	for i := range 3 * knownCallers {
		ev := &detect.Event{Name: schema.EventOperation, Method: "tools/call", Tool: fmt.Sprint("tool", i%5), User: fmt.Sprint("user", i)}
		in.Name(ev)
		s.Event(ev, nil)
	}
	held := 0
	for i := range s.calls.known {
		held += len(s.calls.known[i].byUser)
	}
	assert.Equal(t, knownCallers, held)
	assert.Equal(t, 3.0*knownCallers, total(s.toolCalls))
}
