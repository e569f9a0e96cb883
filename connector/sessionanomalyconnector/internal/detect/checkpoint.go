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
	Request, Response             uint32 `json:",omitempty"`
	Trace                         []byte `json:",omitempty"`
	Span                          []byte `json:",omitempty"`
}

// Freeze gives the session as bytes, with the states of detectors.
func (s *Session) Freeze() ([]byte, error) {
	f := frozen{
		Key: s.Key, KeySource: s.KeySource, Type: s.Type, Agent: s.Agent, User: s.User, ClientAddress: s.ClientAddress,
		Start: s.Start, Last: s.Last, Events: s.Events, Calls: s.Calls, Findings: s.Findings, Worst: s.Worst,
		Servers: s.servers, Tools: s.tools, States: map[string]json.RawMessage{},
	}
	s.recent.each(func(p *packed, id spanID) { f.Recent = append(f.Recent, p.freeze(id)) })
	for _, st := range s.states {
		if st == nil {
			continue
		}
		data, err := freezeState(st)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", nameOf(st), err)
		}
		f.States[nameOf(st)] = data
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

func (p *packed) freeze(id spanID) frozenCall {
	c := frozenCall{
		At: p.at, Method: p.names.method, Tool: p.names.tool, Server: p.names.server, Outcome: p.names.outcome,
		Request: p.request, Response: p.resp,
	}
	if id.trace != [16]byte{} {
		c.Trace, c.Span = id.trace[:], id.span[:]
	}
	return c
}

// Thaw makes a session of what Freeze gave, with the states of the detectors that are there now.
func (s *Setup) Thaw(data []byte, in *Interner) (*Session, error) {
	var f frozen
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, err
	}
	t := NewSession(f.Key, s.slots)
	t.KeySource, t.Type, t.Agent, t.User, t.ClientAddress = in.Intern(f.KeySource), in.Intern(f.Type), in.Intern(f.Agent), in.Intern(f.User), in.Intern(f.ClientAddress)
	t.Start, t.Last, t.Events, t.Calls, t.Findings, t.Worst = f.Start, f.Last, f.Events, f.Calls, f.Findings, f.Worst
	for _, server := range f.Servers[:min(len(f.Servers), maxServers)] {
		t.servers = append(t.servers, in.Intern(server))
	}
	for _, use := range f.Tools[:min(len(f.Tools), maxTools)] {
		t.tools = append(t.tools, ToolUse{Server: in.Intern(use.Server), Tool: in.Intern(use.Tool), Calls: use.Calls})
	}
	for i := range f.Recent {
		t.recent.add(f.Recent[i].thaw(in))
	}
	for i, fresh := range s.fresh {
		st := fresh()
		if stored, ok := f.States[nameOf(st)]; ok && thawState(stored, st) == nil {
			t.states[i] = st
		}
	}
	return t, nil
}

func (c *frozenCall) thaw(in *Interner) (p packed, id spanID) {
	copy(id.trace[:], c.Trace)
	copy(id.span[:], c.Span)
	return packed{
		at: c.At, names: in.names(&Event{Method: c.Method, Tool: c.Tool, Server: c.Server, Outcome: c.Outcome}),
		request: c.Request, resp: c.Response,
	}, id
}

func nameOf(st State) string { return reflect.TypeOf(st).String() }
