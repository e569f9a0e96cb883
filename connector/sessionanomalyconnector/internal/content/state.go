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
	sourceSize = 72
)

// Source is a result that was read in the session.
type Source struct {
	Time         time.Time
	Tool, Server string
	Class        toolclass.Class
	// Secret and Personal say that the dlp processor found such data in the result.
	Secret, Personal bool
	number           int64
}

// Sensitive reports whether what the source said is private.
func (s *Source) Sensitive() bool {
	return s.Secret || s.Personal || s.Class.Any(toolclass.ReadsSensitive|toolclass.CredentialStore)
}

// state is what is kept of one session.
type state struct {
	memory  flow.Memory
	sources []Source // by flow.Source
	reads   int64

	orders orders
}

// Size implements detect.State.
func (s *state) Size() int {
	return 160 + s.memory.Size() + cap(s.sources)*sourceSize + s.orders.size()
}

// source takes the next place for a result.
func (s *state) source(src Source) flow.Source {
	at := int(s.reads % maxSources)
	src.number = s.reads
	s.reads++
	if at < len(s.sources) {
		s.memory.Forget(flow.Source(at))
		s.sources[at] = src
	} else {
		s.sources = append(s.sources, src)
	}
	return flow.Source(at)
}
