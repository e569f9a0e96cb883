// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

type counter struct{ n int }

func (*counter) Size() int { return 1000 }

func call(at time.Time, server, tool string) *Event {
	return &Event{Time: at, Name: schema.EventOperation, Method: "tools/call", Server: server, Tool: tool, Agent: "bot", Outcome: schema.OutcomeSuccess}
}

func TestSessionFollowsItsEvents(t *testing.T) {
	in, s, t0 := NewInterner(), NewSession("s1", 0), time.Unix(1000, 0)
	s.Update(call(t0, "crm", "read"), in)
	s.Update(call(t0.Add(-time.Second), "crm", "read"), in)
	s.Update(call(t0.Add(time.Second), "api", "post"), in)

	assert.Equal(t, []ToolUse{{"crm", "read", 2}, {"api", "post", 1}}, s.Tools())
	assert.Equal(t, "bot/api+crm", s.Type)
	assert.Equal(t, t0.Add(-time.Second), s.Start, "a late event moves the start")
	assert.Equal(t, t0.Add(time.Second), s.Last)
	assert.Equal(t, int64(3), s.Calls)
	assert.Len(t, s.Recent(), 3)
}

func TestSessionIsBounded(t *testing.T) {
	in, s, t0 := NewInterner(), NewSession("s1", 0), time.Unix(1000, 0)
	for i := range 10_000 {
		s.Update(call(t0.Add(time.Duration(i)), fmt.Sprint("server", i), fmt.Sprint("tool", i)), in)
	}
	assert.Len(t, s.Tools(), maxTools)
	assert.Len(t, s.Servers(), maxServers)
	recent := s.Recent()
	require.Len(t, recent, RecentCalls)
	assert.Equal(t, "tool9999", recent[RecentCalls-1].Tool, "newest last")
	assert.Less(t, s.Size(), 20_000)
}

func TestSlotsAreApartAndCounted(t *testing.T) {
	setup := NewSetup(zap.NewNop())
	a := NewSlot(setup, func() *counter { return &counter{} })
	b := NewSlot(setup, func() *counter { return &counter{n: 7} })
	s := NewSession("s1", setup.Slots())
	before := s.Size()

	_, ok := a.Peek(s)
	assert.False(t, ok)
	a.Get(s).n++
	assert.Equal(t, 1, a.Get(s).n)
	assert.Equal(t, 7, b.Get(s).n)
	assert.Equal(t, before+2000, s.Size())
}

// TestRecentKeepsTheSpansThatCallsHave mixes calls with and without one: before the ring is full, and after.
func TestRecentKeepsTheSpansThatCallsHave(t *testing.T) {
	in, s := NewInterner(), NewSession("s", 0)
	with := func(i int) bool { return i%3 == 2 }
	const calls = RecentCalls + 5
	for i := range calls {
		ev := &Event{Time: time.Unix(int64(i), 0), Name: schema.EventOperation, Method: "tools/call", Tool: "t"}
		if with(i) {
			ev.TraceID, ev.SpanID = [16]byte{byte(i)}, [8]byte{byte(i)}
		}
		s.Update(ev, in)
		for _, c := range s.Recent() {
			at := int(c.Time.Unix())
			assert.Equal(t, with(at), c.TraceID == [16]byte{byte(at)} && c.SpanID == [8]byte{byte(at)} && at > 0, at)
			assert.Equal(t, with(at), c.TraceID != [16]byte{}, at)
		}
	}
}
