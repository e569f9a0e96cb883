// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"net/http"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/coding"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/sse"
)

// watcher looks into a stream while it passes.
type watcher struct {
	handler  *Handler
	exchange *observe.Exchange
	rewriter endpointRewriter
	// One of the two, or none where the stream has a coding that is not known.
	parser   *sse.Parser
	decoding *decoding
}

// watch returns the watcher of a stream that begins.
func (h *Handler) watch(r *http.Request, x *observe.Exchange, route *Route, resp *http.Response) *watcher {
	w := &watcher{handler: h, exchange: x, rewriter: endpointRewriter{route: route, host: r.Host, done: true}}
	names, err := coding.Parse(resp.Header["Content-Encoding"])
	switch {
	case err != nil:
		h.Sink.Observe(observe.Observation{Kind: observe.Opaque, At: time.Now(), Exchange: x})
	case len(names) > 0:
		w.decoding = h.decode(x, names)
	default:
		w.parser = sse.NewParser(h.MaxMessageBytes)
		w.rewriter.done = !mayHaveEndpoint(r)
	}
	return w
}

// take looks into the next part of the stream and returns what of it may go to the client.
func (w *watcher) take(part []byte, last bool) []byte {
	if w.decoding != nil {
		w.decoding.feed(part)
	}
	if !w.rewriter.done {
		part = w.rewriter.rewrite(part, last)
	}
	if w.parser != nil {
		w.parser.Feed(part, func(ev sse.Event) { w.handler.event(w.exchange, ev) })
	}
	return part
}

// end tells of the end of the stream, after its last event.
func (w *watcher) end(o observe.Observation) {
	if w.decoding != nil {
		w.decoding.close(o)
		return
	}
	w.handler.Sink.Observe(o)
}
