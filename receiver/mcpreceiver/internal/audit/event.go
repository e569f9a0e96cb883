// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package audit is one audit event as plain values. The zero value of a field means that it is not known.
package audit

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Source is where and from whom a message came. It is shared by all events of one exchange and not changed afterwards.
type Source struct {
	Server          string
	Transport       string
	Network         string // network.transport
	Protocol        string // network.protocol.name
	ProtocolVersion string // network.protocol.version
	ClientAddress   string
	ClientPort      int
	ServerAddress   string
	ServerPort      int
	UserAgent       string
	UserID          string
	UserVerified    bool
	Agent           string
	AuthKnown       bool // whether the credential fields were looked for: stdio and frames have none
	AuthPresent     bool
	AuthScheme      string
	AuthTokenHash   string
	TraceParent     string // of the HTTP request
	Capture         observe.Capture
}

// Session is what is known of the session an event belongs to.
type Session struct {
	ID              string // as recorded: a pseudonym, or plain
	Key             string
	KeySource       string
	ProtocolVersion string
	ClientName      string
	ClientVersion   string
	ServerVersion   string
	Fingerprint     string
}

// Hints are a server's annotations on a tool. They are what the server claims.
type Hints struct {
	ReadOnly, Destructive, OpenWorld bool
}

// Tool is one entry of an inventory.
type Tool struct {
	Name  string
	Hash  string
	Hints Hints
	// Raw is the definition as the server sent it.
	Raw []byte
}

// Event is one audit event. Its byte slices are valid only while the function that got it runs.
type Event struct {
	Name       string
	Start, End time.Time
	Source     *Source
	Session    Session
	Direction  string

	Method    string
	RequestID string
	Tool      string
	Prompt    string
	URI       string
	Hints     *Hints

	Outcome    string
	ErrorType  string
	RPCStatus  string
	Message    string // of a JSON-RPC error
	HTTPStatus int
	Reason     string // of a session's end or a refusal

	RequestSize  int64
	ResponseSize int64
	Arguments    []byte // JSON, or its beginning where ArgumentsCut
	ArgumentsCut bool
	Result       []byte
	ResultCut    bool
	ParamsHash   string
	Mismatch     []string // headers that disagree with the body
	Duplicates   bool     // the message had duplicate members

	ResultType string // where it is not "complete"
	CallID     string // links the round trips of one logical call
	Round      int

	TraceParent string // of params._meta

	Tools     []Tool
	ToolsHash string
}
