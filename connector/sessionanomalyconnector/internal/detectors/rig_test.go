// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// day0 is a Monday.
var day0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// quick is a baseline configuration that warms up after 20 sessions.
func quick() baseline.Config {
	cfg := baseline.NewDefaultConfig()
	cfg.WarmUp = baseline.WarmUpConfig{Sessions: 20}
	return cfg
}

// rig drives one detector the way the engine does, without dedup.
type rig struct {
	tb       testing.TB
	setup    *detect.Setup
	env      *detect.Env
	in       *detect.Interner
	d        detect.Detector
	sessions map[string]*detect.Session
	found    []detect.Finding
	drops    map[string]int64
	nextTick time.Time
}

func newRig(tb testing.TB, cfg spec) *rig {
	tb.Helper()
	r := &rig{tb: tb, setup: detect.NewSetup(zap.NewNop()), in: detect.NewInterner(), sessions: map[string]*detect.Session{}, drops: map[string]int64{}}
	r.env = detect.NewEnv(r)
	r.setup.Baselines = quick()
	d, err := cfg.build(r.setup)
	require.NoError(tb, err)
	r.d = d
	r.env.Use(r.d.Name())
	return r
}

func (r *rig) Flow(*detect.Event, string, string, int64) {}
func (r *rig) ToolClass(_, _, _ string)                  {}
func (r *rig) Drop(_, why string, n int64)               { r.drops[why] += n }

// call makes a tool call; set changes the event before it is observed.
func (r *rig) call(at time.Time, session, tool string, set ...func(*detect.Event)) {
	ev := &detect.Event{
		Time: at, Name: schema.EventOperation, Method: "tools/call", Tool: tool, Server: "files", Agent: "helper",
		User: "alice", SessionKey: session, Outcome: schema.OutcomeSuccess, Direction: schema.ClientToServer,
	}
	for _, f := range set {
		f(ev)
	}
	r.tick(at)
	s := r.sessions[session]
	if s == nil {
		s = detect.NewSession(session, r.setup.Slots())
		r.sessions[session] = s
	}
	r.env.Begin(at)
	s.Update(ev, r.in)
	r.d.Observe(r.env, ev, s)
	r.collect(ev, s)
}

func (r *rig) collect(ev *detect.Event, s *detect.Session) {
	for _, f := range r.env.Raised() {
		f.Complete(ev, s)
		if s != nil {
			s.Findings++
			s.Worst = max(s.Worst, f.Severity)
		}
		r.found = append(r.found, f)
	}
}

func (r *rig) tick(at time.Time) {
	ticker, ok := r.d.(detect.Ticker)
	if !ok || at.Before(r.nextTick) {
		return
	}
	r.nextTick = at.Add(time.Minute)
	r.env.Begin(at)
	ticker.Tick(r.env)
	r.collect(nil, nil)
}

func (r *rig) end(session string, why detect.EndReason) {
	s := r.sessions[session]
	require.NotNil(r.tb, s)
	delete(r.sessions, session)
	r.env.Begin(s.Last())
	r.d.(detect.SessionEnder).SessionEnd(r.env, s, why)
	r.collect(nil, s)
}

// session runs a whole session: one call a second.
func (r *rig) session(at time.Time, key string, tools ...string) {
	for i, tool := range tools {
		r.call(at.Add(time.Duration(i)*time.Second), key, tool)
	}
	r.end(key, detect.EndedByPeer)
}

// train runs n equal sessions, one every ten minutes, and returns when the last one is over.
func (r *rig) train(n int, tools ...string) time.Time {
	at := day0
	for i := range n {
		r.session(at, fmt.Sprint("train-", i), tools...)
		at = at.Add(10 * time.Minute)
	}
	return at
}

// severities lists what was found so far and forgets it.
func (r *rig) severities() []string {
	var list []string
	for _, f := range r.found {
		list = append(list, f.Severity.String())
	}
	r.found = nil
	return list
}

func toolNames(n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprint("tool_", i))
	}
	return list
}

// benchObserve measures Observe alone, over 1,000 sessions.
func benchObserve(b *testing.B, r *rig, at time.Time) {
	b.Helper()
	ev := &detect.Event{
		Time: at, Name: schema.EventOperation, Method: "tools/call", Tool: "read", Server: "files", Agent: "helper", User: "alice",
		Arguments: `{"path":"/home/alice/notes/2026-03-02.md","encoding":"utf-8","limit":200}`, Outcome: schema.OutcomeSuccess,
	}
	var sessions []*detect.Session
	for i := range 1000 {
		s := detect.NewSession(fmt.Sprint("bench-", i), r.setup.Slots())
		s.Update(ev, r.in)
		sessions = append(sessions, s)
	}
	ev.ArgumentLeaves()
	r.env.Begin(at)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		r.d.Observe(r.env, ev, sessions[i%len(sessions)])
		i++
	}
}
