// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"errors"
	"net/http"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

// conversation is what the messages of one exchange have in common.
type conversation struct {
	source  *audit.Source
	session *session
	own     *scope // ids of requests that belong to no session
	// header of the HTTP request, nil elsewhere.
	header http.Header
	// answerHeader of the HTTP answer, nil elsewhere.
	answerHeader http.Header
	status       int
	// held says that requests outlive the bytes they are read from.
	held bool
	// resumable says that the stream had event ids, so that an answer may yet come on another one.
	resumable bool
	// always says that the session counts in every era: whoever sends frames says what a session is.
	always bool
	// ownsSession says that the session ends with the stream.
	ownsSession bool
	// opaque says that there was an answer that could not be looked into: that nothing is known of it is no failure.
	opaque bool
	// answered counts the requests that were brought to an end.
	answered int
}

// messages reads a body: one message or a batch.
func (t *Tracker) messages(c *conversation, dir direction, body []byte, at time.Time) error {
	err := jsonrpc.Split(body, maxBatch, func(raw []byte) {
		if err := t.message(c, dir, raw, at); err != nil {
			t.malformed(err)
		}
	})
	if err != nil {
		t.malformed(err)
	}
	return err
}

func (t *Tracker) malformed(err error) {
	switch {
	case errors.Is(err, jsonrpc.ErrTooDeep):
		t.Anomaly(AnomalyDepth)
	case errors.Is(err, jsonrpc.ErrBatch):
		t.Anomaly(AnomalyBatch)
	case errors.Is(err, jsonrpc.ErrShape):
		t.Anomaly(AnomalyShape)
	default:
		t.Anomaly(AnomalyMalformed)
	}
}

// message takes one message in.
func (t *Tracker) message(c *conversation, dir direction, raw []byte, at time.Time) error {
	msg, err := jsonrpc.Parse(raw, resultFields...)
	if err != nil {
		return err
	}
	if msg.Duplicates {
		t.Anomaly(AnomalyDuplicates)
	}
	switch msg.Kind {
	case jsonrpc.Request:
		t.request(c, dir, &msg, int64(len(raw)), at)
	case jsonrpc.Notification:
		t.notification(c, dir, &msg, int64(len(raw)), at)
	case jsonrpc.Response:
		t.response(c, dir, &msg, int64(len(raw)), at)
	}
	return nil
}

// describe fills in what a request and a notification have in common.
func (t *Tracker) describe(ev *audit.Event, c *conversation, dir direction, msg *jsonrpc.Message, p *params) {
	ev.Source, ev.Direction, ev.Method, ev.Duplicates = c.source, dir.String(), msg.Method, msg.Duplicates
	ev.TraceParent = p.traceParent
	ev.Session.ProtocolVersion, ev.Session.ClientName, ev.Session.ClientVersion = p.protocolVersion, p.clientName, p.clientVersion
	switch msg.Method {
	case "tools/call":
		ev.Tool = p.name
		ev.Hints = t.hints(c.source.Server, p.name)
		ev.Arguments, ev.ArgumentsCut = capture(p.arguments, c.source.Capture.Arguments, c.source.Capture.MaxBytes)
	case "prompts/get":
		ev.Prompt = p.name
		ev.Arguments, ev.ArgumentsCut = capture(p.arguments, c.source.Capture.Arguments, c.source.Capture.MaxBytes)
	default:
		ev.URI = p.uri
	}
	if c.header != nil && p.modern {
		t.compareHeaders(ev, c.header, p)
	}
	if ev.Session.ProtocolVersion == "" && c.header != nil && c.session == nil {
		ev.Session.ProtocolVersion = versionHeader(c.header)
	}
}

// capture keeps a value up to the limit.
func capture(value []byte, on bool, most int) (kept []byte, cut bool) {
	if !on {
		return nil, false
	}
	if len(value) > most {
		return value[:most], true
	}
	return value, false
}

func (t *Tracker) request(c *conversation, dir direction, msg *jsonrpc.Message, size int64, at time.Time) {
	par := readParams(msg.Params)
	p := &pending{start: at, key: pendingKey{dir, string(msg.ID)}, cursor: par.cursor, session: c.session}
	if par.modern && !c.always {
		p.session = nil
	}
	ev := &p.event
	t.describe(ev, c, dir, msg, &par)
	ev.RequestID, ev.RequestSize = requestID(msg.ID), size
	hash, duplicates := t.paramsHash(msg.Params)
	if ev.ParamsHash = hash; duplicates && !ev.Duplicates {
		ev.Duplicates = true
		t.Anomaly(AnomalyDuplicates)
	}
	if p.session == nil {
		t.climb(c, dir, ev, &par, at)
	}
	t.goOn(ev, &par)
	if c.held {
		p.hold()
	}
	sc := c.own
	if p.session != nil {
		sc = &p.session.scope
	}
	t.wait(sc, p)
}

// requestID is the id as text, without the quotes of a string.
func requestID(raw []byte) string {
	if len(raw) > 0 && raw[0] == '"' {
		return text(raw)
	}
	return string(raw[:min(len(raw), maxText)])
}

func (t *Tracker) notification(c *conversation, dir direction, msg *jsonrpc.Message, size int64, at time.Time) {
	par := readParams(msg.Params)
	ev := &audit.Event{Name: schema.EventNotification, Start: at, End: at, Outcome: schema.OutcomeSuccess, HTTPStatus: c.status}
	t.describe(ev, c, dir, msg, &par)
	ev.RequestSize = size
	s := c.session
	if par.modern && !c.always {
		s = nil
	}
	if s == nil {
		t.climb(c, dir, ev, &par, at)
	}
	switch msg.Method {
	case "notifications/cancelled":
		if p := c.find(pendingKey{dir, string(par.requestID)}); p != nil {
			p.cancelled = true
		}
	case "notifications/subscriptions/acknowledged":
		t.acknowledge(c, at)
	}
	t.emit(ev, s)
}

// acknowledge ends the wait for subscriptions/listen: its stream may stay open for days.
func (t *Tracker) acknowledge(c *conversation, at time.Time) {
	for _, p := range c.own.inOrder() {
		if p.event.Method == "subscriptions/listen" {
			t.drop(p)
			c.answered++
			p.event.HTTPStatus = c.status
			t.finish(p, at, schema.OutcomeSuccess)
			return
		}
	}
}

// find returns the request with a key that waits in the exchange or its session.
func (c *conversation) find(key pendingKey) *pending {
	if p := c.own.pending[key]; p != nil {
		return p
	}
	if c.session != nil {
		return c.session.pending[key]
	}
	return nil
}

func (t *Tracker) response(c *conversation, dir direction, msg *jsonrpc.Message, size int64, at time.Time) {
	p := c.find(pendingKey{dir.back(), string(msg.ID)})
	if p == nil && msg.ID == nil && msg.Error != nil {
		p = c.only() // an error without id answers what was asked
	}
	if p == nil {
		t.Anomaly(AnomalyOrphan)
		return
	}
	t.drop(p)
	c.answered++
	p.event.ResponseSize, p.event.HTTPStatus = size, c.status
	if msg.Error != nil {
		t.failed(p, msg.Error, c.status, at)
		return
	}
	t.succeeded(c, p, msg, at)
}

// only returns the one request that waits in an exchange, or nil.
func (c *conversation) only() *pending {
	if len(c.own.pending) == 1 {
		for _, p := range c.own.pending {
			return p
		}
	}
	return nil
}

func (t *Tracker) failed(p *pending, raw []byte, status int, at time.Time) {
	ev := &p.event
	code := string(jsonrpc.Get(raw, "code"))
	if len(code) > 20 {
		code = ""
	}
	if ev.RPCStatus, ev.ErrorType = code, code; code == "" {
		ev.ErrorType = "_OTHER"
	}
	ev.Message = text(jsonrpc.Get(raw, "message"))
	outcome := outcomeOfCode(code)
	if decisive(status) {
		outcome = outcomeOfStatus(status)
	}
	if p.cancelled {
		outcome = schema.OutcomeCancelled
	}
	t.finish(p, at, outcome)
}

func (t *Tracker) succeeded(c *conversation, p *pending, msg *jsonrpc.Message, at time.Time) {
	ev := &p.event
	res := readResult(&msg.Fields)
	outcome := schema.OutcomeSuccess
	if res.serverVersion != "" {
		t.server(c.source.Server).version = res.serverVersion
	}
	if res.inputRequired {
		ev.ResultType = "input_required"
		t.leaveOpen(p, res.requestState, at)
	}
	ev.Session.ServerVersion = t.server(c.source.Server).version
	switch ev.Method {
	case "initialize":
		t.initialized(c, p, &res, at)
	case "tools/call":
		if res.isError {
			outcome, ev.ErrorType = schema.OutcomeToolError, schema.OutcomeToolError
		}
		ev.Result, ev.ResultCut = capture(msg.Result, c.source.Capture.Results, c.source.Capture.MaxBytes)
	case "tools/list":
		defer t.listed(c, p, &res, at)
	}
	t.finish(p, at, outcome)
}

// initialized begins the session that an initialize request was answered with.
func (t *Tracker) initialized(c *conversation, p *pending, res *result, at time.Time) {
	ev := &p.event
	if res.protocolVersion != "" {
		ev.Session.ProtocolVersion = res.protocolVersion
	}
	if id := sessionHeader(c.answerHeader); id != "" && p.session == nil {
		p.session = t.startSession(c.source, id, ev.Session, at)
		return
	}
	if p.session != nil {
		info := &p.session.info
		info.ProtocolVersion, info.ServerVersion = ev.Session.ProtocolVersion, ev.Session.ServerVersion
		info.ClientName, info.ClientVersion = ev.Session.ClientName, ev.Session.ClientVersion
	}
}
