// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/frames"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Frame takes in a message that something else saw, at the time it names. The clock moves with it.
func (t *Tracker) Frame(f *frames.Frame, at time.Time, capture observe.Capture) {
	t.Advance(at)
	c := &t.framed
	c.source = t.frameSource(f, capture)
	c.session = nil
	c.held, c.always = true, true
	if f.SessionID != "" {
		info := audit.Session{ClientName: f.Client.Name, ClientVersion: f.Client.Version}
		c.session = t.startSession(c.source, f.SessionID, info, at)
		c.own = &scope{}
	} else {
		c.own = t.looseScope(c.source)
	}
	dir := fromClient
	if f.Direction == schema.ServerToClient {
		dir = fromServer
	}
	_ = t.messages(c, dir, f.Message, at) // counted where it is found
}

// looseScope is where ids of frames without session are unique: one client with one server.
func (t *Tracker) looseScope(src *audit.Source) *scope {
	key := src.Server + "\x00" + src.ClientAddress + "\x00" + src.UserID + "\x00" + src.Agent
	sc, ok := t.loose[key]
	if !ok {
		if len(t.loose) >= t.MaxSessions {
			for other, old := range t.loose {
				for _, p := range old.inOrder() {
					t.expire(p, t.now)
				}
				delete(t.loose, other)
				break
			}
		}
		sc = &scope{}
		t.loose[key] = sc
	}
	return sc
}

// frameSource tells where a frame came from. Frames of one session share it while they say the same.
func (t *Tracker) frameSource(f *frames.Frame, capture observe.Capture) *audit.Source {
	src := audit.Source{
		Server: f.Server, Transport: f.Transport, ClientAddress: f.Client.Address,
		UserID: f.UserID, Agent: f.Agent, Capture: capture,
	}
	switch f.Transport {
	case "":
		src.Transport = schema.TransportIngest
	case schema.TransportStdio:
		src.Network = "pipe"
	case schema.TransportStreamableHTTP, schema.TransportHTTPSSE:
		src.Network, src.Protocol = "tcp", "http"
	}
	if last := t.framed.source; last != nil && *last == src {
		return last
	}
	return &src
}
