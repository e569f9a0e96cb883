// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

const (
	// maxSources is how many results a session remembers by name; the oldest is forgotten with all it said.
	maxSources = 24
	readSize   = 16
)

// Source is a result that was read in the session.
type Source struct {
	Time         time.Time
	Tool, Server string
	Class        toolclass.Class
	// Secret and Personal say that the dlp processor found such data in the result.
	Secret, Personal bool
}

// Sensitive reports whether what the source said is private.
func (s *Source) Sensitive() bool {
	return s.Secret || s.Personal || s.Class.Any(toolclass.ReadsSensitive|toolclass.CredentialStore)
}

// read is a Source in a quarter of the space; what the dlp processor found in it is kept by state.
type read struct {
	at int64 // nanoseconds since 1970
	by *reader
}

// sources is a set of them.
type sources uint32

func (s sources) has(src flow.Source) bool { return s>>src&1 != 0 }

func (s *sources) set(src flow.Source, in bool) {
	if *s &^= 1 << src; in {
		*s |= 1 << src
	}
}

// state is what is kept of one session.
type state struct {
	memory flow.Memory
	read   []read // by flow.Source
	reads  int64
	orders orders
	// What the dlp processor found data of these kinds in.
	secret, personal sources
}

// source is the result with a number.
func (s *state) source(src flow.Source) Source {
	r := &s.read[src]
	return Source{
		Time: time.Unix(0, r.at).UTC(), Tool: r.by.tool, Server: r.by.server, Class: r.by.class,
		Secret: s.secret.has(src), Personal: s.personal.has(src),
	}
}

// Size implements detect.State.
func (s *state) Size() int {
	return 160 + s.memory.Size() + cap(s.read)*readSize + s.orders.size()
}

// place takes the next place for a result.
func (s *state) place(r read) flow.Source {
	at := int(s.reads % maxSources)
	s.reads++
	if at < len(s.read) {
		s.memory.Forget(flow.Source(at))
		s.read[at] = r
	} else {
		if len(s.read) == cap(s.read) {
			s.read = append(make([]read, 0, min(2*len(s.read)+4, maxSources)), s.read...)
		}
		s.read = append(s.read, r)
	}
	return flow.Source(at)
}
