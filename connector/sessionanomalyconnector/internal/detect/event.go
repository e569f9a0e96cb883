// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Event is one record as plain values. Empty means absent. Sizes are bytes, Duration is seconds.
type Event struct {
	Time time.Time
	Name string // one of schema.Event…, or empty for a record that is no audit event (it may still carry Signals)

	// What was asked and how it ended.
	Method, Tool, Prompt, ResourceURI string
	Server, ServerVersion             string
	Direction, Transport              string
	Outcome, ErrorType                string
	Duration                          float64
	HasDuration                       bool
	HTTPStatus                        int
	RPCStatus                         string // JSON-RPC error code
	Failed, Finished                  bool   // what a span's status says, for sources without an outcome
	RequestSize, ResponseSize         int64
	ParamsHash, RequestID             string
	HeaderMismatch                    bool

	// Arguments and Result as JSON text, as captured; a source that records plain text gives plain text.
	// Truncated says that capture was cut.
	Arguments, Result string
	Truncated         bool

	// Who.
	User                                         string
	UserVerified                                 bool
	Agent                                        string // gen_ai.agent.name, or else the client's own name: never trusted
	ClientAddress, ClientName, ClientFingerprint string
	UserAgent                                    string
	AuthPresent, HasAuth                         bool // HasAuth: the source says whether a credential was present
	AuthScheme, AuthTokenHash                    string

	// Session. Key is what state is kept by; Type is empty unless the source names it.
	TransportSession                                            string
	SessionKey, SessionKeySource, SessionType, SessionEndReason string

	// The server's own hints about the tool.
	Annotations Annotations

	// Inventory of a server after its last tools/list page: only on schema.EventToolsInventory.
	ToolsHash string
	Tools     []ToolDef

	// What the dlp processor found. HasDLP says that it ran.
	HasDLP    bool
	DLP       []DLPFact
	Injection Injection

	// Extra has the values of attributes that the configuration adds to metrics.
	Extra []string

	// Signals the user's conditions raised for this record.
	Signals []Signal

	TraceID [16]byte
	SpanID  [8]byte

	arguments, result leafCache
	called            *Called
}

// Annotations are the server's hints about a tool. Has… says that the server gave the hint.
type Annotations struct {
	ReadOnly, HasReadOnly       bool
	Destructive, HasDestructive bool
	OpenWorld, HasOpenWorld     bool
}

// ToolDef is one tool of an inventory.
type ToolDef struct{ Name, Hash, Description, InputSchema string }

// DLPFact is one entry of the parallel lists under dlp.findings.
type DLPFact struct {
	Rule, Category, Action, Field string
	Count                         int64
}

// Injection is what reads like instructions to the model.
type Injection struct {
	Score  float64 // 0 to 1
	Cues   []string
	Fields []string // attribute keys where the cues were found
}

// Signal is one user-defined condition that held for this record.
type Signal struct{ Name, Key, Distinct string }

// IsToolCall reports whether the event is a finished tools/call of the client.
func (e *Event) IsToolCall() bool {
	return e.Name == schema.EventOperation && e.Method == "tools/call" && e.Direction != schema.ServerToClient
}

// Succeeded reports whether the operation did what was asked.
func (e *Event) Succeeded() bool { return e.Outcome == schema.OutcomeSuccess }

// ArgumentLeaves gives the scalar values of the arguments, decoded once for all detectors.
// The slice and its texts are valid during Observe only; the paths may be kept.
func (e *Event) ArgumentLeaves() []jsonleaf.Leaf {
	if !e.arguments.done {
		e.arguments.read(e.Arguments)
	}
	return e.arguments.leaves
}

// ResultLeaves gives the scalar values of the result, decoded once for all detectors.
// The slice and its texts are valid during Observe only.
func (e *Event) ResultLeaves() []jsonleaf.Leaf {
	if !e.result.done {
		e.result.read(e.Result)
	}
	return e.result.leaves
}

// Reset makes the event ready for the next record, keeping its buffers.
func (e *Event) Reset() {
	tools, facts, signals, extra, cues, fields := e.Tools[:0], e.DLP[:0], e.Signals[:0], e.Extra[:0], e.Injection.Cues[:0], e.Injection.Fields[:0]
	arguments, readsArguments, result, readsResult := e.arguments.leaves[:0], e.arguments.parser, e.result.leaves[:0], e.result.parser
	*e = Event{}
	e.Tools, e.DLP, e.Signals, e.Extra, e.Injection.Cues, e.Injection.Fields = tools, facts, signals, extra, cues, fields
	e.arguments.leaves, e.arguments.parser, e.result.leaves, e.result.parser = arguments, readsArguments, result, readsResult
}

// ShareParsers makes events share what is remembered of the texts they decode, where they are used one at a time.
func ShareParsers(events []Event) {
	arguments, result := jsonleaf.NewParser(), jsonleaf.NewParser()
	for i := range events {
		events[i].arguments.parser, events[i].result.parser = arguments, result
	}
}

type leafCache struct {
	done   bool
	leaves []jsonleaf.Leaf
	parser *jsonleaf.Parser
}

func (c *leafCache) read(text string) {
	if c.parser == nil {
		c.parser = jsonleaf.NewParser()
	}
	c.leaves, c.done = c.parser.Append(c.leaves[:0], text), true
}
