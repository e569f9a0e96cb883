// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/wire"
)

// maxText bounds a name, a version or a URI taken from a message.
const maxText = 1024

// params is what an event tells of a request's params.
type params struct {
	name            string // of a tool or prompt
	uri             string
	arguments       []byte
	protocolVersion string // of initialize, or of _meta
	clientName      string
	clientVersion   string
	traceParent     string
	requestID       []byte // of notifications/cancelled
	cursor          string
	requestState    []byte
	hasInput        bool // inputResponses
	modern          bool // _meta names a protocol version: the request is of the era without sessions
}

// readParams walks the params once.
func readParams(raw []byte) params {
	var p params
	for m := jsonrpc.MembersOf(raw); ; {
		key, value, ok := m.Next()
		if !ok {
			return p
		}
		switch string(key) {
		case "name":
			p.name = text(value)
		case "uri":
			p.uri = text(value)
		case "arguments":
			p.arguments = value
		case "protocolVersion":
			p.protocolVersion = text(value)
		case "clientInfo":
			p.clientName, p.clientVersion = implementation(value)
		case "requestId":
			p.requestID = value
		case "cursor":
			p.cursor = text(value)
		case "requestState":
			p.requestState = value
		case "inputResponses":
			p.hasInput = true
		case "_meta":
			p.readMeta(value)
		}
	}
}

func (p *params) readMeta(raw []byte) {
	for m := jsonrpc.MembersOf(raw); ; {
		key, value, ok := m.Next()
		if !ok {
			return
		}
		switch string(key) {
		case wire.MetaProtocolVersion:
			p.protocolVersion, p.modern = text(value), true
		case wire.MetaClientInfo:
			p.clientName, p.clientVersion = implementation(value)
		case wire.MetaTraceParent:
			p.traceParent = text(value)
		}
	}
}

// implementation reads an Implementation: the name and version a peer gives itself.
func implementation(raw []byte) (name, version string) {
	return text(jsonrpc.Get(raw, "name")), text(jsonrpc.Get(raw, "version"))
}

func text(value []byte) string {
	if len(value) > 6*maxText {
		return ""
	}
	s := jsonrpc.Text(value)
	if len(s) > maxText {
		s = s[:maxText]
	}
	return s
}
