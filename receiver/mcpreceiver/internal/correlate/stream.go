// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// opened takes in a request whose answer is a stream.
func (t *Tracker) opened(o *observe.Observation) {
	c := t.converse(o.Exchange)
	c.held = true
	o.Exchange.Note.State = c
	t.asked(c, o.Exchange)
	if c.session != nil {
		c.session.streams++
	}
}

// event takes in one event of a stream.
func (t *Tracker) event(o *observe.Observation) {
	c := t.conversationOf(o.Exchange)
	if o.EventID != "" {
		c.resumable = true
	}
	if o.Data == nil {
		if o.Size > 0 {
			t.Anomaly(AnomalyTooLong)
		}
		return
	}
	if o.Type == "endpoint" {
		t.endpoint(c, o)
		return
	}
	if c.session != nil {
		t.touch(c.session, o.At)
		if c.session.replayed.seen(o.EventID) {
			return
		}
	}
	if err := t.messages(c, fromServer, o.Data.B, o.At); err == nil && c.session == nil {
		c.session = t.learned(c)
	}
}

// learned returns the session that an answer on this stream has begun.
func (t *Tracker) learned(c *conversation) *session {
	s := t.sessions[sessionKey{c.source.Server, sessionHeader(c.answerHeader)}]
	if s != nil {
		s.streams++
	}
	return s
}

// conversationOf returns the conversation of a stream. Where its beginning was dropped, it begins now.
func (t *Tracker) conversationOf(x *observe.Exchange) *conversation {
	if c, ok := x.Note.State.(*conversation); ok {
		return c
	}
	c := t.converse(x)
	c.held = true
	if c.session != nil {
		c.session.streams++
	}
	x.Note.State = c
	return c
}

// closed takes in the end of a stream.
func (t *Tracker) closed(o *observe.Observation) {
	c := t.conversationOf(o.Exchange)
	t.settle(c, o.Exchange, o.At, o.Failure)
	if c.session != nil {
		c.session.streams--
		t.touch(c.session, o.At)
		if c.ownsSession {
			t.endSession(c.session, o.At, "stream_closed")
		}
	}
}
