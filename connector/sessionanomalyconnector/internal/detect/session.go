// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"math/bits"
	"strings"
	"time"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const (
	maxTools   = 256
	maxServers = 8
)

// State is what one detector keeps for one session. Size is its footprint in bytes, own struct included; it is asked
// after each event the detector took, so it must be cheap. One without pointers is asked once for all: its size does not
// change. A State survives a restart in mid-session as far as encoding/json carries it: its exported fields, or what its
// MarshalBinary gives, which must be JSON, too.
type State interface{ Size() int }

// Session is what is known of one session. The engine keeps it current; detectors read it, and write to their Slot only.
type Session struct {
	Key string
	*Kind
	User, ClientAddress string
	Events, Calls       int64
	// Findings counts what was raised in this session, Worst is the highest severity among it.
	Findings int
	Worst    Severity

	news     news  // of the tools: one byte, which takes no room here
	position int16 // of the tool that the event at hand calls, unlisted or noCall
	used     uint32
	start    Moment
	last     Moment
	tools    []ToolUse
	recent   recent
	names    *Interner
	layout   *Layout
	block    unsafe.Pointer
}

// news says whether detectors may have something to learn of the session's tools.
type news uint8

const (
	none    news = iota
	widened      // the event at hand is a call and its tool may be new to the session
	resumed      // there was no call since the session was read from storage, where a detector's state may have been missing
)

const toolUseSize = int(unsafe.Sizeof(ToolUse{}))

// NewSession returns an empty session with room for the states of every detector, for which there is a layout, if any.
func NewSession(key string, layout *Layout) *Session {
	s := MakeSession(key, layout)
	return &s
}

// MakeSession is NewSession for one that is part of something else. It must not be copied once it has events.
func MakeSession(key string, layout *Layout) Session {
	if layout == nil {
		layout = &Layout{}
	}
	return Session{Key: strings.Clone(key), Kind: noKind, position: noCall, layout: layout, block: layout.newBlock()}
}

// Start is the time of the earliest event.
func (s *Session) Start() time.Time { return s.start.Time() }

// Last is the time of the latest event.
func (s *Session) Last() time.Time { return s.last.Time() }

// Lasted is the time from the earliest event to the latest.
func (s *Session) Lasted() time.Duration { return s.last.since(s.start) }

// Idle is how long it is at a moment since the latest event.
func (s *Session) Idle(at Moment) time.Duration { return at.since(s.last) }

// Tools lists the distinct tools called, in order of first use, at most 256. Do not change or keep it.
func (s *Session) Tools() []ToolUse { return s.tools }

// Position is where the tool of the event at hand, a call, is in the list of tools. One beyond the list has no position.
func (s *Session) Position() (position int, found bool) { return int(s.position), s.position >= 0 }

const (
	unlisted = -1 // a call of a tool beyond the list
	noCall   = -2
)

// InCall reports whether there is a session and the event at hand is a call of a tool, as Event.IsToolCall does.
func (s *Session) InCall() bool { return s != nil && s.position != noCall }

// ToolOf names the tool of the event at hand, a call.
func (s *Session) ToolOf(ev *Event) *ToolName {
	if s.position >= 0 {
		return s.tools[s.position].ToolName
	}
	return s.names.tool(ev.Server, ev.Tool)
}

// Servers lists the distinct servers seen, in order of first use, at most 8. Do not change or keep it.
func (s *Session) Servers() []string { return s.servers }

// Recent returns the latest calls, oldest first, at most RecentCalls. The slice is the caller's.
func (s *Session) Recent() []Call { return s.recent.list(s.names) }

// Size is the footprint of the session in bytes, states of detectors included.
func (s *Session) Size() int {
	n := int(unsafe.Sizeof(*s)) + cap(s.tools)*toolUseSize + cap(s.recent) + len(s.Key) + s.layout.flatSize(s.used)
	for left := s.used & s.layout.grows; left != 0; left &= left - 1 {
		n += s.layout.places[bits.TrailingZeros32(left)].of(s).Size()
	}
	return n
}

// Update brings the session up to date with an event. Names are interned, so that sessions share them.
func (s *Session) Update(ev *Event, in *Interner) {
	in.Name(ev)
	s.UpdateAt(ev, MomentOf(ev.Time), in)
}

// UpdateAt is Update where the moment of the event is known, and how it is named was noted.
func (s *Session) UpdateAt(ev *Event, at Moment, in *Interner) {
	if s.Events == 0 {
		s.start, s.last, s.names = at, at, in
	}
	s.Events++
	s.start, s.last = min(s.start, at), max(s.last, at)
	if s.User == "" && ev.User != "" {
		s.User = in.Intern(ev.User)
	}
	if s.ClientAddress == "" && ev.ClientAddress != "" {
		s.ClientAddress = in.Intern(ev.ClientAddress)
	}
	s.position = noCall
	if s.news == widened {
		s.news = none
	}
	known := false
	if ev.IsToolCall() {
		s.position = unlisted
		s.Calls++
		known = s.addTool(ev, in)
		if !known || s.news == resumed {
			s.news = widened
		}
	}
	if !s.holds(ev, known) {
		s.Kind = s.after(ev, in)
	}
	if ev.Name == schema.EventOperation {
		s.recent.add(ev, ev.called)
	}
}

// addTool counts a call of a tool, and reports whether there was one before.
func (s *Session) addTool(ev *Event, in *Interner) (known bool) {
	if at := s.find(ev); at != unlisted {
		s.tools[at].Calls++
		s.position = at
		return true
	}
	if len(s.tools) == maxTools {
		return false
	}
	if len(s.tools) == cap(s.tools) { // most sessions use few tools
		s.tools = append(make([]ToolUse, 0, min(len(s.tools)+max(2, len(s.tools)/2), maxTools)), s.tools...)
	}
	s.position = int16(len(s.tools))
	s.tools = append(s.tools, ToolUse{in.tool(ev.Server, ev.Tool), 1})
	return false
}

// find is where the tool of a call is in the list, if it is. Nearly always it is the one that the latest call had that was named
// so, of whatever session.
func (s *Session) find(ev *Event) (position int16) {
	if c := ev.called; c != nil && c.tool != nil {
		for i := range s.tools {
			if s.tools[i].ToolName == c.tool {
				return int16(i)
			}
		}
	}
	for i := range s.tools {
		if t := s.tools[i].ToolName; t.Tool == ev.Tool && t.Server == ev.Server {
			if ev.called != nil {
				ev.called.tool = t
			}
			return int16(i)
		}
	}
	return unlisted
}
