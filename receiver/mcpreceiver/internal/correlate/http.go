// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net/http"
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Observe takes in one observation of the proxy.
func (t *Tracker) Observe(o *observe.Observation) {
	switch o.Kind {
	case observe.Whole:
		t.whole(o)
	case observe.Asked:
		c := t.converse(o.Exchange)
		c.held = true
		o.Exchange.Note.State = c
		t.asked(c, o.Exchange)
	case observe.Opened:
		t.opened(o)
	case observe.Event:
		t.event(o)
	case observe.Opaque:
		t.Anomaly(AnomalyEncoding)
		t.conversationOf(o.Exchange).opaque = true
	case observe.Closed:
		t.closed(o)
	}
}

// converse makes the conversation of an exchange.
func (t *Tracker) converse(x *observe.Exchange) *conversation {
	if c, ok := x.Note.State.(*conversation); ok {
		c.answerHeader, c.status = x.ResponseHeader, x.Status
		return c
	}
	c := &conversation{own: &scope{}, source: t.source(x), header: x.RequestHeader, answerHeader: x.ResponseHeader, status: x.Status}
	if id := sessionHeader(x.RequestHeader); id != "" {
		c.session = t.session(c.source.Server, id, x.Start)
		if c.session == nil && x.Status >= 200 && x.Status < 300 {
			info := audit.Session{ProtocolVersion: versionHeader(x.RequestHeader)}
			c.session = t.startSession(c.source, id, info, x.Start) // it began before the tap did
		}
	}
	if c.session == nil {
		c.session = t.byEndpoint(c.source, x)
	}
	return c
}

// whole takes in an exchange that is over.
func (t *Tracker) whole(o *observe.Observation) {
	x := o.Exchange
	c := t.converse(x)
	t.asked(c, x)
	if x.Failure == observe.None || x.ResponseBody != nil {
		t.told(c, x, o.At)
	}
	t.settle(c, x, o.At, x.Failure)
	t.sessionOver(c, x, o.At)
}

// asked reads the request's messages.
func (t *Tracker) asked(c *conversation, x *observe.Exchange) {
	body := x.RequestBody.Bytes()
	if len(body) == 0 || x.Method != http.MethodPost {
		return
	}
	body, ok := t.decode(body, x.RequestHeader)
	if !ok {
		return
	}
	_ = t.messages(c, fromClient, body, x.Start) // counted where it is found
}

// told reads the messages of an answer that is no stream.
func (t *Tracker) told(c *conversation, x *observe.Exchange, at time.Time) {
	body := x.ResponseBody.Bytes()
	if len(body) == 0 || x.Method != http.MethodPost || !isJSON(x.ResponseHeader) {
		return
	}
	if x.ResponseTruncated {
		c.opaque = true
		t.Anomaly(AnomalyTooLong)
		return
	}
	body, ok := t.decode(body, x.ResponseHeader)
	if c.opaque = !ok; !ok {
		return
	}
	_ = t.messages(c, fromServer, body, at) // counted where it is found
}

// settle brings to an end what an exchange leaves open.
func (t *Tracker) settle(c *conversation, x *observe.Exchange, at time.Time, failure observe.Failure) {
	refused := outcomeOfStatus(x.Status)
	if refused != "" && c.answered == 0 && !harmless(x) {
		t.rejected(c, x, at, refused)
		return
	}
	outcome, kind := endOf(failure, refused, x.Status)
	if outcome == "" {
		outcome, kind = schema.OutcomeUpstreamError, "no_answer"
		if c.opaque {
			outcome, kind = schema.OutcomeSuccess, ""
		}
	}
	for _, p := range c.own.inOrder() {
		t.drop(p)
		p.event.ErrorType, p.event.HTTPStatus, p.event.ResponseSize = kind, c.status, x.ResponseSize
		t.finish(p, at, outcome)
	}
	if failure != observe.None || refused != "" || c.opaque {
		t.settleSession(c, at, outcome, kind)
	}
}

// settleSession ends the requests of this very exchange that wait in the session.
func (t *Tracker) settleSession(c *conversation, at time.Time, outcome, kind string) {
	if c.session == nil || c.resumable {
		return
	}
	for _, p := range c.session.inOrder() {
		if p.event.Source == c.source && p.key.dir == fromClient {
			t.drop(p)
			p.event.ErrorType, p.event.HTTPStatus = kind, c.status
			t.finish(p, at, outcome)
		}
	}
}

// endOf names how an exchange without answer ended, or "".
func endOf(failure observe.Failure, refused string, status int) (outcome, errorType string) {
	switch failure {
	case observe.ClientGone:
		return schema.OutcomeCancelled, schema.OutcomeCancelled
	case observe.Unreachable:
		return outcomeOfStatus(status), strconv.Itoa(status)
	case observe.Aborted:
		return schema.OutcomeUpstreamError, "aborted"
	}
	if refused != "" {
		return refused, strconv.Itoa(status)
	}
	return "", ""
}

// harmless says that a refusal is part of the protocol: a server that offers no stream, or does not let clients end
// sessions, and metadata that is not there.
func harmless(x *observe.Exchange) bool {
	switch x.Method {
	case http.MethodGet, http.MethodDelete, http.MethodHead, http.MethodOptions:
		return x.Failure == observe.None && (x.Status == http.StatusMethodNotAllowed || x.Status == http.StatusNotFound)
	}
	return false
}

// rejected reports an HTTP refusal with no JSON-RPC answer, with what is known of the request.
func (t *Tracker) rejected(c *conversation, x *observe.Exchange, at time.Time, outcome string) {
	ev := audit.Event{Source: c.source, Direction: schema.ClientToServer, RequestSize: int64(len(x.RequestBody.Bytes()))}
	first := true
	drop := func(sc *scope) {
		for _, p := range sc.inOrder() {
			if p.event.Source != c.source {
				continue
			}
			t.drop(p)
			if first {
				ev, first = p.event, false
			}
		}
	}
	drop(c.own)
	if c.session != nil {
		drop(&c.session.scope)
	}
	if first && c.session == nil {
		ev.Session.ProtocolVersion = versionHeader(x.RequestHeader)
		t.ladder(&ev, &params{}, x.Start)
	}
	ev.Name, ev.Start, ev.End, ev.Outcome = schema.EventTransportRejected, x.Start, at, outcome
	ev.HTTPStatus, ev.ErrorType, ev.Reason, ev.ResponseSize = x.Status, strconv.Itoa(x.Status), x.Reason, x.ResponseSize
	t.emit(&ev, c.session)
}

// sessionOver notes the ends of sessions: the client deletes it, or the server no longer knows it.
func (t *Tracker) sessionOver(c *conversation, x *observe.Exchange, at time.Time) {
	if c.session == nil || x.Failure != observe.None {
		return
	}
	switch {
	case x.Method == http.MethodDelete && x.Status < 300:
		t.endSession(c.session, at, "client_delete")
	case x.Method == http.MethodPost && x.Status == http.StatusNotFound:
		t.endSession(c.session, at, "expired")
	}
}
