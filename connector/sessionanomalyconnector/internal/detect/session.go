// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const (
	maxTools   = 256
	maxServers = 8
	// sessionBase is what a Session takes besides its lists and states.
	sessionBase = 384
)

// State is what one detector keeps for one session. Size is its footprint in bytes, own struct included; it is asked
// after each event the detector took, so it must be cheap. A State survives a restart in mid-session as far as
// encoding/json carries it: its exported fields, or what its MarshalBinary gives, which must be JSON, too.
type State interface{ Size() int }

// Session is what is known of one session. The engine keeps it current; detectors read it, and write to their Slot only.
type Session struct {
	Key, KeySource string
	// Type is what baselines are learned for: the agent and the set of servers seen so far, unless the source names it.
	Type                       string
	Agent, User, ClientAddress string
	Start, Last                time.Time
	Events, Calls              int64
	// Findings counts what was raised in this session, Worst is the highest severity among it.
	Findings int
	Worst    Severity

	servers []string
	tools   []ToolUse
	recent  ring
	states  []State
}

// ToolUse is one tool of a session.
type ToolUse struct {
	Server, Tool string
	Calls        int64
}

// NewSession returns an empty session with room for the states of every detector.
func NewSession(key string, slots int) *Session {
	return &Session{Key: strings.Clone(key), states: make([]State, slots)}
}

// Tools lists the distinct tools called, in order of first use, at most 256. Do not change or keep it.
func (s *Session) Tools() []ToolUse { return s.tools }

// Servers lists the distinct servers seen, in order of first use, at most 8. Do not change or keep it.
func (s *Session) Servers() []string { return s.servers }

// Recent returns the latest calls, oldest first, at most RecentCalls. The slice is the caller's.
func (s *Session) Recent() []Call { return s.recent.list() }

// Size is the footprint of the session in bytes, states of detectors included.
func (s *Session) Size() int {
	n := sessionBase + cap(s.tools)*40 + cap(s.servers)*16 + s.recent.size() + len(s.states)*16 + len(s.Key)
	for _, st := range s.states {
		if st != nil {
			n += st.Size()
		}
	}
	return n
}

// Update brings the session up to date with an event. Names are interned, so that sessions share them.
func (s *Session) Update(ev *Event, in *Interner) {
	if s.Events == 0 {
		s.Start, s.Last = ev.Time, ev.Time
	}
	s.Events++
	s.Start, s.Last = earlier(s.Start, ev.Time), later(s.Last, ev.Time)
	keep(&s.KeySource, ev.SessionKeySource, in)
	keep(&s.Agent, ev.Agent, in)
	keep(&s.User, ev.User, in)
	keep(&s.ClientAddress, ev.ClientAddress, in)
	s.addServer(ev.Server, in)
	if ev.SessionType != "" {
		s.Type = in.Intern(ev.SessionType)
	} else if s.Type == "" {
		s.Type = s.deriveType(in)
	}
	if ev.IsToolCall() {
		s.Calls++
		s.addTool(ev, in)
	}
	if ev.Name == schema.EventOperation {
		s.recent.add(pack(ev, in), spanID{ev.TraceID, ev.SpanID})
	}
}

func (s *Session) addServer(server string, in *Interner) {
	if server == "" || len(s.servers) >= maxServers || slices.Contains(s.servers, server) {
		return
	}
	s.servers = append(s.servers, in.Intern(server))
	s.Type = s.deriveType(in)
}

func (s *Session) deriveType(in *Interner) string {
	servers := slices.Sorted(slices.Values(s.servers))
	return in.Intern(s.Agent + "/" + strings.Join(servers, "+"))
}

func (s *Session) addTool(ev *Event, in *Interner) {
	for i := range s.tools {
		if s.tools[i].Tool == ev.Tool && s.tools[i].Server == ev.Server {
			s.tools[i].Calls++
			return
		}
	}
	if len(s.tools) < maxTools {
		if len(s.tools) == cap(s.tools) { // most sessions use few tools
			s.tools = append(make([]ToolUse, 0, min(len(s.tools)+max(2, len(s.tools)/2), maxTools)), s.tools...)
		}
		s.tools = append(s.tools, ToolUse{Server: in.Intern(ev.Server), Tool: in.Intern(ev.Tool), Calls: 1})
	}
}

// keep sets a fact once known; later events do not overwrite it.
func keep(field *string, value string, in *Interner) {
	if *field == "" && value != "" {
		*field = in.Intern(value)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
