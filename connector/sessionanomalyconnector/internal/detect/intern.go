// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const (
	maxInterned    = 16384
	maxInternedLen = 128
	// maxKindLen bounds the names of a kind of sessions, together, that is shared.
	maxKindLen = 1024
)

// Interner shares the storage of names that repeat: tools, servers, users. It holds at most 16,384 strings of at most
// 128 bytes, and as many combinations of names; anything else is copied.
type Interner struct {
	known map[string]string
	tools map[toolKey]*ToolName
	kinds map[string]*Kind
	calls map[names]*Called
	list  []*Called
	// latest has calls by what is quickly told of their names: most are named as one shortly before.
	latest [latestCalls]*Called
	key    []byte
}

// latestCalls is a power of two.
const latestCalls = 256

type toolKey struct{ server, tool string }

// NewInterner returns an empty Interner.
func NewInterner() *Interner {
	return &Interner{
		known: make(map[string]string), tools: make(map[toolKey]*ToolName), kinds: make(map[string]*Kind), calls: make(map[names]*Called),
	}
}

// Intern returns a string equal to s that does not keep s's backing memory alive.
func (i *Interner) Intern(s string) string {
	if known, ok := i.known[s]; ok {
		return known
	}
	own := strings.Clone(s)
	if len(s) <= maxInternedLen && len(i.known) < maxInterned {
		i.known[own] = own
	}
	return own
}

// tool returns the name of a tool, shared with earlier equal ones.
func (i *Interner) tool(server, tool string) *ToolName {
	if known, ok := i.tools[toolKey{server, tool}]; ok {
		return known
	}
	own := newToolName(i.Intern(server), i.Intern(tool))
	if len(i.tools) < maxInterned && len(server)+len(tool) <= 2*maxInternedLen {
		i.tools[toolKey{own.Server, own.Tool}] = own
	}
	return own
}

// kind returns a kind of sessions in storage of its own, shared with earlier equal ones.
func (i *Interner) kind(k *Kind) *Kind {
	i.key = k.appendKey(i.key[:0])
	if known, ok := i.kinds[string(i.key)]; ok {
		return known
	}
	own := &Kind{KeySource: i.Intern(k.KeySource), Type: i.Intern(k.Type), Agent: i.Intern(k.Agent)}
	for _, server := range k.servers {
		own.servers = append(own.servers, i.Intern(server))
	}
	if len(i.kinds) < maxInterned && len(i.key) <= maxKindLen {
		i.kinds[string(i.key)] = own
	}
	return own
}

// Name notes with an operation how it is named.
func (i *Interner) Name(ev *Event) {
	if ev.Name != schema.EventOperation {
		ev.called = nil
		return
	}
	latest := &i.latest[spread(ev)%latestCalls]
	c := *latest
	if c == nil || c.names.tool != ev.Tool || c.server != ev.Server || c.outcome != ev.Outcome || c.method != ev.Method {
		c = i.names(names{ev.Method, ev.Tool, ev.Server, ev.Outcome})
		*latest = c
	}
	ev.called = c
}

// names gives how a call is named, the same for equal names; nil where there is no room for more.
func (i *Interner) names(n names) *Called {
	if c, ok := i.calls[n]; ok {
		return c
	}
	if len(i.list) == maxInterned || len(n.method)+len(n.tool)+len(n.server)+len(n.outcome) > 4*maxInternedLen {
		return nil
	}
	own := names{i.Intern(n.method), i.Intern(n.tool), i.Intern(n.server), i.Intern(n.outcome)}
	c := &Called{names: own, said: n.method + "\x00" + n.tool + "\x00" + n.outcome + "\x00", number: uint32(len(i.list) + 1)}
	i.list = append(i.list, c)
	i.calls[own] = c
	return c
}

// numbered gives the names that have a number.
func (i *Interner) numbered(at uint64) names { return i.list[at-1].names }
