// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/inventory"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/paramheader"
)

// maxServers bounds how many servers are remembered. Routes are few; frames name what they like.
const maxServers = 10_000

// server is what is remembered of a server beyond its sessions.
type server struct {
	version string
	hints   map[string]*audit.Hints
	mirrors map[string]*paramheader.Bindings // arguments that clients mirror into headers, by tool
	lists   inventory.Lists
}

func (t *Tracker) server(name string) *server {
	s := t.servers[name]
	if s == nil {
		if len(t.servers) >= maxServers {
			for other := range t.servers {
				delete(t.servers, other)
				break
			}
		}
		s = &server{}
		t.servers[name] = s
	}
	return s
}

// hints returns the server's annotations on a tool from its last complete tools/list.
func (t *Tracker) hints(serverName, tool string) *audit.Hints {
	if s := t.servers[serverName]; s != nil {
		return s.hints[tool]
	}
	return nil
}

// listed takes one page of tools/list in, and reports the inventory after the last one.
func (t *Tracker) listed(c *conversation, p *pending, res *result, at time.Time) {
	s := t.server(c.source.Server)
	tools, complete := s.lists.Page(p.cursor, res.nextCursor, res.tools, at)
	if !complete {
		return
	}
	s.hints = make(map[string]*audit.Hints, len(tools))
	s.mirrors = nil
	for i := range tools {
		s.hints[tools[i].Name] = &tools[i].Hints
		if bindings := paramheader.Of(jsonrpc.Get(tools[i].Raw, "inputSchema")); bindings != nil {
			if s.mirrors == nil {
				s.mirrors = map[string]*paramheader.Bindings{}
			}
			s.mirrors[tools[i].Name] = bindings
		}
	}
	ev := p.event
	ev.Name, ev.Outcome, ev.Start, ev.End = schema.EventToolsInventory, schema.OutcomeSuccess, at, at
	ev.Tools, ev.ToolsHash = tools, inventory.Hash(tools)
	t.emit(&ev, p.session)
}
