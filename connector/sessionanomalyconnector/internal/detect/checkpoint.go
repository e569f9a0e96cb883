// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// frozen is a session as it is stored. States are kept under the name of their Go type: a state whose type is gone, or
// that does not read any more, begins afresh.
type frozen struct {
	Key, KeySource, Type       string
	Agent, User, ClientAddress string
	Start, Last                time.Time
	Events, Calls              int64
	Findings                   int
	Worst                      Severity
	Servers                    []string
	Tools                      []ToolUse
	Recent                     []frozenCall
	States                     map[string]json.RawMessage
}

type frozenCall struct {
	At                            int64
	Method, Tool, Server, Outcome string `json:",omitempty"`
	Request, Response             int64  `json:",omitempty"`
	Trace                         []byte `json:",omitempty"`
	Span                          []byte `json:",omitempty"`
}

// Freeze gives the session as bytes, with the states of detectors.
func (s *Session) Freeze() ([]byte, error) {
	f := frozen{
		Key: s.Key, KeySource: s.KeySource, Type: s.Type, Agent: s.Agent, User: s.User, ClientAddress: s.ClientAddress,
		Start: s.Start(), Last: s.Last(), Events: s.Events, Calls: s.Calls, Findings: s.Findings, Worst: s.Worst,
		Servers: s.servers, Tools: s.tools, States: map[string]json.RawMessage{},
	}
	for _, c := range s.Recent() {
		f.Recent = append(f.Recent, c.freeze())
	}
	var failed error
	s.each(func(p *statePlace, st State) {
		data, err := freezeState(st)
		if err != nil {
			failed = fmt.Errorf("%s: %w", p.name, err)
		}
		f.States[p.name] = data
	})
	if failed != nil {
		return nil, failed
	}
	return json.Marshal(&f)
}

// freezeState gives a state as JSON.
func freezeState(st State) ([]byte, error) {
	if own, ok := st.(encoding.BinaryMarshaler); ok {
		return own.MarshalBinary()
	}
	return json.Marshal(st)
}

func thawState(data []byte, st State) error {
	if own, ok := st.(encoding.BinaryUnmarshaler); ok {
		return own.UnmarshalBinary(data)
	}
	return json.Unmarshal(data, st)
}

func (c *Call) freeze() frozenCall {
	f := frozenCall{
		At: c.Time.UnixNano(), Method: c.Method, Tool: c.Tool, Server: c.Server, Outcome: c.Outcome, Request: c.RequestSize, Response: c.ResponseSize,
	}
	if c.TraceID != [16]byte{} {
		f.Trace, f.Span = c.TraceID[:], c.SpanID[:]
	}
	return f
}

// Thaw makes a session of what Freeze gave, with the states of the detectors that are there now.
func (s *Setup) Thaw(data []byte, in *Interner) (*Session, error) {
	var f frozen
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, err
	}
	t := NewSession(f.Key, &s.layout)
	t.names, t.news = in, resumed
	t.User, t.ClientAddress = in.Intern(f.User), in.Intern(f.ClientAddress)
	t.Kind = in.kind(&Kind{KeySource: f.KeySource, Type: f.Type, Agent: f.Agent, servers: f.Servers[:min(len(f.Servers), maxServers)]})
	t.start, t.last, t.Events, t.Calls, t.Findings, t.Worst = MomentOf(f.Start), MomentOf(f.Last), f.Events, f.Calls, f.Findings, f.Worst
	for _, use := range f.Tools[:min(len(f.Tools), maxTools)] {
		if use.ToolName == nil {
			use.ToolName = &ToolName{}
		}
		t.tools = append(t.tools, ToolUse{in.tool(use.Server, use.Tool), use.Calls})
	}
	for i := range f.Recent {
		c := f.Recent[i].thaw()
		t.recent.add(c, in.names(names{c.Method, c.Tool, c.Server, c.Outcome}))
	}
	for i := range s.layout.places {
		p := &s.layout.places[i]
		st := p.fresh()
		if stored, ok := f.States[p.name]; ok && thawState(stored, st) == nil {
			p.set(t, reflect.ValueOf(st).Elem())
			t.used |= 1 << i
		}
	}
	return t, nil
}

// thaw gives an event that is such a call.
func (c *frozenCall) thaw() *Event {
	ev := &Event{
		Time: time.Unix(0, c.At), Method: c.Method, Tool: c.Tool, Server: c.Server, Outcome: c.Outcome,
		RequestSize: c.Request, ResponseSize: c.Response,
	}
	copy(ev.TraceID[:], c.Trace)
	copy(ev.SpanID[:], c.Span)
	return ev
}
