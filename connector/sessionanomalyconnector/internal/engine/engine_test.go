// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/rules"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// log writes down what the engine tells it.
type log struct {
	ended                       map[detect.EndReason]int
	events, late, repeats, held int
}

func (*log) Flow(*detect.Event, string, string, int64) {}
func (*log) Drop(string, string, int64)                {}
func (*log) ToolClass(string, string, string)          {}
func (*log) Fetch(*detect.Event) any                   { return nil }
func (l *log) Event(*detect.Event, any)                { l.events++ }
func (l *log) Late()                                   { l.late++ }
func (l *log) Repeat()                                 { l.repeats++ }
func (l *log) Repeated(*detect.Finding)                { l.held++ }
func (l *log) SessionEnd(_ *detect.Session, why detect.EndReason) {
	l.ended[why]++
}

// fat is a detector whose state takes a thousand bytes, and that raises a finding for tool "bad".
type fat struct {
	slot  detect.Slot[*fatState]
	ends  []string
	ticks int
}

type fatState struct{}

func (*fatState) Size() int { return 1000 }

func (*fat) Name() string { return "fat" }

func (f *fat) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if s != nil {
		f.slot.Get(s)
	}
	if ev.Tool == "bad" {
		env.Emit(detect.Finding{Severity: detect.Medium})
	}
	if ev.Tool == "worse" {
		env.Emit(detect.Finding{Severity: detect.High})
	}
}

func (f *fat) SessionEnd(_ *detect.Env, s *detect.Session, _ detect.EndReason) {
	f.ends = append(f.ends, s.Key)
}

func (f *fat) Tick(*detect.Env) { f.ticks++ }

var t0 = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newEngine(cfg Config, correlator *rules.Correlator) (*Engine, *fat, *log) {
	setup := detect.NewSetup(zap.NewNop())
	f := &fat{}
	f.slot = detect.NewSlot(setup, func() *fatState { return &fatState{} })
	l := &log{ended: map[detect.EndReason]int{}}
	return New(cfg, setup, []detect.Detector{f}, correlator, l), f, l
}

func bounds() Config {
	return Config{MaxSessions: 100, MaxBytes: 1 << 20, IdleTimeout: 30 * time.Minute, Lateness: time.Minute, Rearm: 15 * time.Minute}
}

func call(at time.Duration, session, tool string) *detect.Event {
	return &detect.Event{
		Time: t0.Add(at), Name: schema.EventOperation, Method: "tools/call", Tool: tool, Server: "crm", User: "Alice",
		SessionKey: session, Outcome: schema.OutcomeSuccess,
	}
}

func TestSessionsAreBoundedByCount(t *testing.T) {
	cfg := bounds()
	cfg.MaxSessions = 3
	e, f, l := newEngine(cfg, nil)
	for i := range 5 {
		e.Observe(call(time.Duration(i)*time.Second, fmt.Sprint("s", i), "read"))
	}
	n, _ := e.Size()
	assert.Equal(t, 3, n)
	assert.Equal(t, 2, l.ended[detect.EndedCount])
	assert.Equal(t, []string{"s0", "s1"}, f.ends, "the least recently active go first")
}

func TestSessionsAreBoundedByBytes(t *testing.T) {
	cfg := bounds()
	cfg.MaxBytes = 10_000
	e, _, l := newEngine(cfg, nil)
	for i := range 50 {
		e.Observe(call(time.Duration(i)*time.Second, fmt.Sprint("s", i), "read"))
	}
	n, bytes := e.Size()
	assert.LessOrEqual(t, bytes, int64(10_000))
	assert.Equal(t, 50-n, l.ended[detect.EndedBytes])
	e.Close()
	n, bytes = e.Size()
	assert.Zero(t, n)
	assert.Zero(t, bytes, "what sessions took is given back")
}

func TestIdleSessionsEnd(t *testing.T) {
	e, f, l := newEngine(bounds(), nil)
	e.Observe(call(0, "s1", "read"))
	e.Observe(call(29*time.Minute, "s2", "read"))
	e.Observe(call(32*time.Minute, "s2", "read"))
	assert.Equal(t, []string{"s1"}, f.ends)
	e.Observe(call(70*time.Minute, "s2", "read"))
	assert.Equal(t, []string{"s1", "s2"}, f.ends, "a gap ends a session even when its own next event shows it")
	assert.Equal(t, 2, l.ended[detect.EndedIdle])
	assert.Positive(t, f.ticks)

	e.Advance(t0.Add(3 * time.Hour))
	assert.Len(t, f.ends, 3, "a quiet stream ends its sessions too")
}

func TestASessionThatIsSaidToEndEnds(t *testing.T) {
	e, f, _ := newEngine(bounds(), nil)
	e.Observe(call(0, "s1", "read"))
	end := call(time.Second, "s1", "")
	end.Name = schema.EventSessionEnd
	e.Observe(end)
	assert.Equal(t, []string{"s1"}, f.ends)
	refused := call(2*time.Second, "s9", "")
	refused.Name = schema.EventTransportRejected
	e.Observe(refused)
	n, _ := e.Size()
	assert.Zero(t, n, "a refusal begins no session")
}

func TestLateAndRepeatedEvents(t *testing.T) {
	e, _, l := newEngine(bounds(), nil)
	e.Observe(call(10*time.Minute, "s1", "read"))
	e.Observe(call(0, "s1", "read"))
	assert.Equal(t, 1, l.late)
	again := call(11*time.Minute, "s1", "read")
	again.RequestID = "7"
	e.Observe(again)
	e.Observe(again)
	assert.Equal(t, 1, l.repeats)
	assert.Equal(t, 3, l.events)
	equal := call(11*time.Minute, "s1", "read")
	e.Observe(equal)
	e.Observe(equal)
	assert.Equal(t, 1, l.repeats, "without an identity of their own, equal events are two")
}

func TestFindingsAreHeldBackButTheWorseOnesPass(t *testing.T) {
	e, _, l := newEngine(bounds(), nil)
	for i, tool := range []string{"bad", "bad", "worse", "bad"} {
		e.Observe(call(time.Duration(i)*time.Second, "s1", tool))
	}
	found := e.Take()
	require.Len(t, found, 2)
	assert.Equal(t, detect.High, found[1].Severity)
	assert.Equal(t, 2, l.held)
	assert.NotEqual(t, found[0].ID, found[1].ID)
	e.Observe(call(20*time.Minute, "s1", "bad"))
	assert.Len(t, e.Take(), 1, "armed again")
	assert.Empty(t, e.Take())
}

func TestRulesFollowFindingsAndEvictions(t *testing.T) {
	alert := rules.AlertConfig{Severity: "critical"}
	cfg := bounds()
	cfg.MaxSessions = 1
	e, _, _ := newEngine(cfg, rules.New(nil, map[string]rules.RuleConfig{
		"twice":   {All: []rules.TermConfig{{Is: "fat", Count: 2}}, Join: "user", Alert: alert},
		"evicted": {All: []rules.TermConfig{{Is: rules.SessionEvicted}}, Alert: alert},
	}))
	e.Observe(call(0, "s1", "bad"))
	e.Observe(call(time.Second, "s2", "bad"))
	var names []string
	for _, f := range e.Take() {
		names = append(names, f.Detector)
	}
	assert.Equal(t, []string{"fat", "fat", "twice", "evicted"}, names)
}

// TestFloodsAreBounded keeps the tables within bounds under floods of names.
func TestFloodsAreBounded(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	for i := range 200_000 {
		ev := call(time.Duration(i)*time.Millisecond, "s1", fmt.Sprint("tool", i))
		ev.User = fmt.Sprint("user", i)
		e.Observe(ev)
	}
	n, bytes := e.Size()
	assert.Equal(t, 1, n)
	assert.Less(t, bytes, int64(64<<10), "one session with very many calls and tools")
}
