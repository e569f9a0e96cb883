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
	readSize   = 24
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

// read is a Source in a third of the space.
type read struct {
	at               int64 // nanoseconds since 1970
	tool             *toolKey
	class            toolclass.Class
	secret, personal bool
}

func (r *read) source() Source {
	return Source{
		Time: time.Unix(0, r.at).UTC(), Tool: r.tool.tool, Server: r.tool.server, Class: r.class, Secret: r.secret, Personal: r.personal,
	}
}

// state is what is kept of one session.
type state struct {
	memory flow.Memory
	read   []read // by flow.Source
	reads  int64
	orders orders
}

// Size implements detect.State.
func (s *state) Size() int {
	return 160 + s.memory.Size() + cap(s.read)*readSize + s.orders.size()
}

// source takes the next place for a result.
func (s *state) source(r read) flow.Source {
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
