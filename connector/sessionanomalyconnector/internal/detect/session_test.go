// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
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
	in, s, t0 := NewInterner(), NewSession("s1", nil), time.Unix(1000, 0)
	s.Update(call(t0, "crm", "read"), in)
	s.Update(call(t0.Add(-time.Second), "crm", "read"), in)
	s.Update(call(t0.Add(time.Second), "api", "post"), in)

	require.Len(t, s.Tools(), 2)
	assert.Equal(t, "crm/read", s.Tools()[0].Label())
	assert.Equal(t, int64(2), s.Tools()[0].Calls)
	assert.Equal(t, "api/post", s.Tools()[1].Label())
	assert.Equal(t, int64(1), s.Tools()[1].Calls)
	assert.Equal(t, "bot/api+crm", s.Type)
	assert.Equal(t, t0.Add(-time.Second).UTC(), s.Start(), "a late event moves the start")
	assert.Equal(t, t0.Add(time.Second).UTC(), s.Last())
	assert.Equal(t, int64(3), s.Calls)
	assert.Len(t, s.Recent(), 3)
}

func TestSessionIsBounded(t *testing.T) {
	in, s, t0 := NewInterner(), NewSession("s1", nil), time.Unix(1000, 0)
	for i := range 10_000 {
		s.Update(call(t0.Add(time.Duration(i)), fmt.Sprint("server", i), fmt.Sprint("tool", i)), in)
	}
	assert.Len(t, s.Tools(), maxTools)
	assert.Len(t, s.Servers(), maxServers)
	recent := s.Recent()
	require.Len(t, recent, RecentCalls)
	assert.Equal(t, "tool9999", recent[RecentCalls-1].Tool, "newest last")
	assert.Less(t, s.Size(), 20_000)

	last := call(t0, "server9999", "tool9999")
	_, found := s.Position()
	assert.False(t, found, "the list is full")
	name := s.ToolOf(last)
	assert.Equal(t, "server9999/tool9999", name.Label())
	assert.Same(t, name, s.ToolOf(last), "made once all the same")
	s.Update(call(t0, "server7", "tool7"), in)
	position, found := s.Position()
	assert.True(t, found)
	assert.Equal(t, 7, position)
}

func TestInCall(t *testing.T) {
	var nobody *Session
	assert.False(t, nobody.InCall())
	s, in, t0 := NewSession("s", nil), NewInterner(), time.Unix(1000, 0)
	assert.False(t, s.InCall())
	for i := range 2 * maxTools {
		ev := call(t0, "server", fmt.Sprint("tool", i))
		if i%3 == 0 {
			ev.Direction = schema.ServerToClient
		}
		if i%5 == 0 {
			ev.Method = "resources/read"
		}
		s.Update(ev, in)
		assert.Equal(t, ev.IsToolCall(), s.InCall(), i)
	}
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
	in, s := NewInterner(), NewSession("s", nil)
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

// TestRecentKeepsNamesThatAreNotShared mixes names that have a number and names too long for one.
func TestRecentKeepsNamesThatAreNotShared(t *testing.T) {
	in, s := NewInterner(), NewSession("s", nil)
	long := strings.Repeat("x", 4*maxInternedLen)
	for i := range 3 * RecentCalls {
		tool := fmt.Sprint("tool", i)
		if i%3 == 1 {
			tool += long
		}
		s.Update(&Event{
			Time: time.Unix(int64(i), 5), Name: schema.EventOperation, Method: "tools/call", Tool: tool, Server: "crm", Outcome: "ok",
			RequestSize: int64(i) * 1000, ResponseSize: -1, SpanID: [8]byte{byte(i % 2)},
		}, in)
		list := s.Recent()
		require.Len(t, list, min(i+1, RecentCalls))
		for j, c := range list {
			at := i + 1 - len(list) + j
			name := fmt.Sprint("tool", at)
			if at%3 == 1 {
				name += long
			}
			assert.Equal(t, Call{
				Time: time.Unix(int64(at), 5).UTC(), Method: "tools/call", Tool: name, Server: "crm", Outcome: "ok",
				RequestSize: int64(at) * 1000, SpanID: [8]byte{byte(at % 2)},
			}, c)
		}
	}
}

func TestNamesAreSharedUpToALimit(t *testing.T) {
	in := NewInterner()
	for i := range maxInterned {
		assert.Equal(t, uint32(i+1), in.names(names{tool: strconv.Itoa(i)}).Number())
	}
	assert.Nil(t, in.names(names{tool: "one more"}))
	assert.Equal(t, uint32(7), in.names(names{tool: "6"}).Number())
	assert.Equal(t, "6", in.numbered(7).tool)
}

// TestToolsWithNamesOfTheirOwn: two sessions do not share the name of a tool that is too long, though their calls are named alike.
func TestToolsWithNamesOfTheirOwn(t *testing.T) {
	in, long := NewInterner(), strings.Repeat("x", 3*maxInternedLen)
	sessions := []*Session{NewSession("a", nil), NewSession("b", nil)}
	for i := range 20 {
		s := sessions[i%2]
		s.Update(call(time.Unix(int64(i), 0), "crm", []string{long, "read", long + "y"}[i%3]), in)
		position, found := s.Position()
		require.True(t, found)
		assert.Equal(t, []string{long, "read", long + "y"}[i%3], s.Tools()[position].Tool)
	}
	for _, s := range sessions {
		calls := int64(0)
		for _, use := range s.Tools() {
			calls += use.Calls
		}
		assert.Len(t, s.Tools(), 3)
		assert.Equal(t, int64(10), calls)
	}
}

func TestSessionsOfAKindShareIt(t *testing.T) {
	in := NewInterner()
	var sessions [2]*Session
	for i := range sessions {
		sessions[i] = NewSession(strconv.Itoa(i), nil)
		for _, server := range []string{"crm", "api"} {
			ev := call(time.Unix(1, 0), server, "read")
			ev.SessionKeySource = "transport"
			sessions[i].Update(ev, in)
		}
	}
	assert.Same(t, sessions[0].Kind, sessions[1].Kind)
	assert.Equal(t, []string{"crm", "api"}, sessions[0].Servers())
	assert.Equal(t, "bot/api+crm", sessions[0].Type)

	named := call(time.Unix(2, 0), "crm", "read")
	named.SessionType = "support"
	sessions[0].Update(named, in)
	assert.Equal(t, "support", sessions[0].Type)
	sessions[0].Update(call(time.Unix(3, 0), "crm", "read"), in)
	assert.Equal(t, "support", sessions[0].Type)
	assert.Equal(t, "bot/api+crm", sessions[1].Type)
	sessions[0].Update(call(time.Unix(4, 0), "mail", "send"), in)
	assert.Equal(t, "bot/api+crm+mail", sessions[0].Type, "a further server makes another type")
}

func TestMoments(t *testing.T) {
	for _, at := range []time.Time{{}, time.Unix(0, 0).UTC(), time.Date(1677, 12, 31, 0, 0, 0, 1, time.UTC), time.Date(2261, 12, 31, 0, 0, 0, 1, time.UTC)} {
		assert.Equal(t, at, MomentOf(at).Time())
	}
	assert.Equal(t, Moment(math.MaxInt64), MomentOf(time.Date(2263, 1, 1, 0, 0, 0, 0, time.UTC)))
	assert.Equal(t, never, MomentOf(time.Date(1676, 1, 1, 0, 0, 0, 0, time.UTC)))
}

func TestSlotsAreTakenBeforeTheFirstSessionOfTheirOwnSetup(t *testing.T) {
	setup, other := NewSetup(zap.NewNop()), NewSetup(zap.NewNop())
	slot := NewSlot(setup, func() *counter { return &counter{} })
	NewSlot(other, func() *counter { return &counter{} })
	s := NewSession("s", other.Slots())
	assert.Panics(t, func() { slot.Get(s) })
	assert.Panics(t, func() { slot.Peek(s) })
	assert.Panics(t, func() { NewSlot(other, func() *counter { return &counter{} }) })
	for range maxSlots - 1 {
		NewSlot(setup, func() *counter { return &counter{} })
	}
	assert.Panics(t, func() { NewSlot(setup, func() *counter { return &counter{} }) })
}

// TestStatesSurviveCollection has the collector run between the parts of a state that points to others.
func TestStatesSurviveCollection(t *testing.T) {
	setup := NewSetup(zap.NewNop())
	NewSlot(setup, func() *counter { return &counter{} })
	slot := NewSlot(setup, func() *listed { return &listed{} })
	var sessions []*Session
	for i := range 100 {
		s := NewSession(strconv.Itoa(i), setup.Slots())
		for j := range 100 {
			slot.Get(s).list = append(slot.Get(s).list, fmt.Sprint(i, j))
		}
		sessions = append(sessions, s)
		runtime.GC()
	}
	for i, s := range sessions {
		assert.Equal(t, fmt.Sprint(i, 99), slot.Get(s).list[99])
	}
}

type listed struct{ list []string }

func (*listed) Size() int { return 24 }
