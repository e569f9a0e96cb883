// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"maps"
	"net/http"
	"net/textproto"
	"strings"
)

// hopByHop headers belong to one connection (RFC 9110, section 7.6.1) and are not forwarded.
var hopByHop = []string{
	"Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer",
	"Transfer-Encoding", "Upgrade",
}

func removeHopByHop(h http.Header) {
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			if name = textproto.TrimString(name); name != "" {
				h.Del(name)
			}
		}
	}
	for _, name := range hopByHop {
		delete(h, name)
	}
}

// copyAnswerHeader writes the upstream's header to the client's answer. A Content-Type the upstream did not send is not
// guessed either.
func copyAnswerHeader(dst, src http.Header) {
	removeHopByHop(src)
	maps.Copy(dst, src)
	if _, ok := src["Content-Type"]; !ok {
		dst["Content-Type"] = nil
	}
	if _, ok := src["Date"]; !ok {
		dst["Date"] = nil
	}
}

func isEventStream(h http.Header) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "text/event-stream")
}
