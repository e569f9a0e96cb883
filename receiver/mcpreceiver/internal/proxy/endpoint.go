// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/sse"
)

// EventEndpoint is the type of the first event of HTTP+SSE (protocol version 2024-11-05): where the client posts to.
const EventEndpoint = "endpoint"

// maxEndpoint bounds what is held back of a stream until its first event is complete.
const maxEndpoint = 8 << 10

// endpointRewriter keeps clients of HTTP+SSE behind the tap: an endpoint that names the upstream, or a path as the
// upstream sees it, becomes the path that leads through the tap. Every other byte stays as it is.
type endpointRewriter struct {
	route *Route
	host  string // the Host the client used, which a server may have built its endpoint from
	held  []byte
	done  bool
}

// mayHaveEndpoint says whether the answer to a request can be the stream of HTTP+SSE.
func mayHaveEndpoint(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Mcp-Session-Id") == "" && r.Header.Get("Last-Event-Id") == ""
}

// keepReadable asks for a stream without content coding where it may have an endpoint: that one must be rewritten, which
// cannot be done to compressed bytes.
func keepReadable(r *http.Request) {
	if mayHaveEndpoint(r) && r.Header.Get("Accept-Encoding") != "" && strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		r.Header.Set("Accept-Encoding", "identity")
	}
}

// rewrite returns what of the stream may go to the client now.
func (e *endpointRewriter) rewrite(chunk []byte, last bool) []byte {
	e.held = append(e.held, chunk...)
	first, found := e.first()
	if !found && !last && len(e.held) < maxEndpoint {
		if end := lastBlank(e.held); end > 0 { // comments only: they need not wait
			out := bytes.Clone(e.held[:end])
			e.held = append(e.held[:0], e.held[end:]...)
			return out
		}
		return nil
	}
	e.done = true
	out := e.held
	e.held = nil
	if string(first.Type) != EventEndpoint {
		return out
	}
	e.route.elsewhere.Store(true)
	before := string(first.Data)
	return bytes.Replace(out, []byte(before), []byte(e.through(before)), 1)
}

func (e *endpointRewriter) first() (first sse.Event, found bool) {
	sse.NewParser(maxEndpoint).Feed(e.held, func(ev sse.Event) {
		if !found {
			found = true
			first = sse.Event{Type: bytes.Clone(ev.Type), Data: bytes.Clone(ev.Data)}
		}
	})
	return first, found
}

// lastBlank is the position after the last blank line, or 0.
func lastBlank(b []byte) int {
	if i := bytes.LastIndex(b, []byte("\n\n")); i >= 0 {
		return i + 2
	}
	if i := bytes.LastIndex(b, []byte("\r\n\r\n")); i >= 0 {
		return i + 4
	}
	return 0
}

// through returns the endpoint that leads through the tap. One on a foreign host is left alone.
func (e *endpointRewriter) through(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return endpoint
	}
	if u.Host != "" {
		if !strings.EqualFold(u.Host, e.route.Upstream.Host) && !strings.EqualFold(u.Host, e.host) {
			return endpoint
		}
		u.Scheme, u.Host = "", ""
		if u.Path == "" {
			u.Path = "/"
		}
	}
	if strings.HasPrefix(u.Path, "/") {
		u.Path = e.route.inverse(u.Path)
		u.RawPath = ""
	}
	return u.String()
}

// inverse returns the client's path for a path of the upstream.
func (r *Route) inverse(path string) string {
	base := strings.TrimSuffix(r.Upstream.Path, "/")
	if r.Upstream.Path == "" || !strings.HasPrefix(path, base) {
		return path
	}
	rest := path[len(base):]
	if rest != "" && rest[0] != '/' {
		return path
	}
	if joined := strings.TrimSuffix(r.Path, "/") + rest; joined != "" {
		return joined
	}
	return "/"
}
