// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net"
	"net/http"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/wire"
)

// source tells where an HTTP exchange came from.
func (t *Tracker) source(x *observe.Exchange) *audit.Source {
	src := &audit.Source{
		Transport: schema.TransportStreamableHTTP, Network: "tcp", Protocol: "http",
		ProtocolVersion: strings.TrimPrefix(x.Proto, "HTTP/"),
		UserAgent:       limit(x.RequestHeader.Get("User-Agent")),
		UserID:          limit(x.Principal.UserID), UserVerified: x.Principal.Verified,
		TraceParent: limit(x.RequestHeader.Get("Traceparent")),
		AuthKnown:   true,
	}
	if strings.HasSuffix(src.ProtocolVersion, ".0") && src.ProtocolVersion != "1.0" {
		src.ProtocolVersion = strings.TrimSuffix(src.ProtocolVersion, ".0")
	}
	if x.Server != nil {
		src.Server, src.ServerAddress, src.ServerPort = x.Server.Name, x.Server.Address, x.Server.Port
		src.Capture = x.Server.Capture
	}
	if host, port, err := net.SplitHostPort(x.RemoteAddr); err == nil {
		src.ClientAddress = host
		src.ClientPort, _ = strconv.Atoi(port)
	}
	t.credential(src, x.RequestHeader)
	return src
}

// credential records facts about a credential, never the credential.
func (t *Tracker) credential(src *audit.Source, h http.Header) {
	value := h.Get("Authorization")
	if value == "" {
		if h.Get("X-Api-Key") != "" {
			src.AuthPresent, src.AuthScheme = true, "api_key"
			src.AuthTokenHash = t.Keyer.Pseudonym("credential", h.Get("X-Api-Key"))
		}
		return
	}
	scheme, token, ok := strings.Cut(value, " ")
	if !ok {
		scheme, token = "other", value
	}
	src.AuthPresent = true
	src.AuthScheme = knownScheme(scheme)
	src.AuthTokenHash = t.Keyer.Pseudonym("credential", token)
	if src.UserID == "" && src.AuthScheme == "bearer" && t.JWTClaim != "" {
		src.UserID = limit(wire.JWTClaim(token, t.JWTClaim))
	}
}

// knownScheme keeps a credential that was put in the wrong place out of the records.
func knownScheme(scheme string) string {
	switch s := strings.ToLower(scheme); s {
	case "bearer", "basic", "digest", "dpop", "negotiate":
		return s
	}
	return "other"
}

func limit(s string) string {
	if len(s) > maxText {
		return s[:maxText]
	}
	return s
}

func sessionHeader(h http.Header) string { return limit(h.Get(wire.HeaderSessionID)) }

func versionHeader(h http.Header) string {
	v := h.Get(wire.HeaderProtocolVersion)
	if len(v) > 32 {
		return ""
	}
	return v
}

// compareHeaders notes where the MCP headers of a request say something else than its body: that is how one gets past a
// gateway that trusts the headers.
func (t *Tracker) compareHeaders(ev *audit.Event, h http.Header, p *params) {
	name := p.name
	if name == "" {
		name = p.uri
	}
	for _, check := range []struct{ header, body string }{
		{wire.HeaderProtocolVersion, p.protocolVersion}, {wire.HeaderMethod, ev.Method}, {wire.HeaderName, name},
	} {
		raw := h.Get(check.header)
		if raw == "" {
			continue
		}
		value, ok := wire.DecodeHeader(raw)
		if !ok {
			t.Anomaly(AnomalyHeader)
		}
		if !ok || limit(value) != check.body {
			t.Anomaly(AnomalyMismatch)
			ev.Mismatch = append(ev.Mismatch, check.header)
		}
	}
	if ev.Tool != "" {
		t.compareParams(ev, h, p)
	}
}

// compareParams does so for the arguments that the tool's schema, where it is known, has clients mirror into headers.
func (t *Tracker) compareParams(ev *audit.Event, h http.Header, p *params) {
	s := t.servers[ev.Source.Server]
	if s == nil {
		return
	}
	for _, name := range s.mirrors[ev.Tool].Compare(h, p.arguments) {
		t.Anomaly(AnomalyMismatch)
		ev.Mismatch = append(ev.Mismatch, name)
	}
}
