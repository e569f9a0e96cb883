// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net/url"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/wire"
)

// endpoint begins a session of HTTP+SSE: the stream says where the client posts to, and its answers come on the stream.
func (t *Tracker) endpoint(c *conversation, o *observe.Observation) {
	x := o.Exchange
	uri, err := url.Parse(string(o.Data.B))
	if err != nil || c.session != nil {
		return
	}
	base := &url.URL{Scheme: "http", Host: x.Host, Path: x.Path}
	resolved := base.ResolveReference(uri)
	key := sessionKey{c.source.Server, limit(resolved.RequestURI())}
	id := key.id
	for _, name := range []string{"sessionId", "session_id", "sessionid"} {
		if v := resolved.Query().Get(name); v != "" {
			id = limit(v)
			break
		}
	}
	c.source.Transport = schema.TransportHTTPSSE
	c.session = t.startSession(c.source, id, audit.Session{ProtocolVersion: wire.Version20241105}, o.At)
	c.session.endpoint = key
	c.session.streams++
	t.endpoints[key] = c.session
	c.ownsSession = true
}

// byEndpoint returns the HTTP+SSE session whose endpoint a request was posted to, or nil.
func (t *Tracker) byEndpoint(src *audit.Source, x *observe.Exchange) *session {
	if len(t.endpoints) == 0 {
		return nil
	}
	uri := (&url.URL{Path: x.Path, RawQuery: x.Query}).RequestURI()
	s := t.endpoints[sessionKey{src.Server, limit(uri)}]
	if s != nil {
		src.Transport = schema.TransportHTTPSSE
		t.touch(s, x.Start)
	}
	return s
}
