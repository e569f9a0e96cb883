// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

const (
	// knownCalls is how many kinds of tool calls are remembered: a power of two.
	knownCalls = 256
	// knownCallers is how many users are remembered, over all kinds of calls.
	knownCallers = 8192
	// maxKnownName is the longest name that is remembered.
	maxKnownName = 128
)

// calls remembers which series tool calls are counted in. Nearly every event is a call like many before it, and belongs to
// several series whose values would be joined and looked up each time.
type calls struct {
	known   [knownCalls]call
	callers int
}

// call is one kind of tool call.
type call struct {
	named                *detect.Called
	errorType            string
	operations, duration *series.Series // nil as long as they were not needed
	byUser               map[string]*Caller
}

// Caller is a user who makes calls of one kind, with the series that they are counted in.
type Caller struct {
	count  *series.Series
	client window.Place[string] // whence the latest call came, among the connections to the server
}

// from reports whether the latest call came from a client, too. All calls of a caller are to this server, with which the key of
// a connection begins.
func (c *Caller) from(server, client string) bool {
	key := c.client.Key()
	return len(key) == len(server)+1+len(client) && key[len(server)+1:] == client
}

// caller finds who makes a call like that of the event, nil where it was not remembered.
func (c *calls) caller(ev *detect.Event) *Caller {
	named := ev.Called()
	if named == nil {
		return nil
	}
	if at := c.place(named); at.is(named, ev) {
		return at.byUser[ev.User]
	}
	return nil
}

// is reports whether an event that is named so is such a call.
func (c *call) is(named *detect.Called, ev *detect.Event) bool {
	return c.named == named && c.errorType == ev.ErrorType
}

func (c *calls) place(named *detect.Called) *call { return &c.known[named.Number()%knownCalls] }

// of finds what is known of calls like that of the event, nil if there is nothing to be remembered of it.
func (c *calls) of(ev *detect.Event) *call {
	named := ev.Called()
	if named == nil || len(ev.ErrorType) > maxKnownName {
		return nil
	}
	at := c.place(named)
	if !at.is(named, ev) {
		c.callers -= len(at.byUser)
		*at = call{named: named, errorType: strings.Clone(ev.ErrorType), byUser: make(map[string]*Caller)}
	}
	return at
}

// remember notes that a user makes such calls, which are counted there.
func (c *calls) remember(of *call, user string, count *series.Series) {
	if len(user) > maxKnownName || c.callers == knownCallers {
		return
	}
	of.byUser[strings.Clone(user)] = &Caller{count: count}
	c.callers++
}

// forget is for when series may be gone.
func (c *calls) forget() { *c = calls{} }
