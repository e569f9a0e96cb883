// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strings"

	"github.com/cespare/xxhash/v2"

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
	tool, server, outcome, errorType string
	byUser                           map[string]*Caller
}

// Caller is a user who makes calls of one kind, with the series that they are counted in.
type Caller struct {
	count                *series.Series
	operations, duration *series.Series       // of all users, nil as long as they were not needed
	client               window.Place[string] // whence the latest call came, among the connections to the server
}

// from reports whether the latest call came from a client, too. All calls of a caller are to this server, with which the key of
// a connection begins.
func (c *Caller) from(server, client string) bool {
	key := c.client.Key()
	return len(key) == len(server)+1+len(client) && key[len(server)+1:] == client
}

// caller finds who makes a call like that of the event, nil where it was not remembered.
func (c *calls) caller(ev *detect.Event) *Caller {
	if at := c.place(ev); at.is(ev) {
		return at.byUser[ev.User]
	}
	return nil
}

// is reports whether the event is such a call.
func (c *call) is(ev *detect.Event) bool {
	return c.tool == ev.Tool && c.server == ev.Server && c.outcome == ev.Outcome && c.errorType == ev.ErrorType && c.byUser != nil
}

func (c *calls) place(ev *detect.Event) *call {
	return &c.known[xxhash.Sum64String(ev.Tool)%knownCalls]
}

// of finds what is known of calls like that of the event, nil if there is nothing to be remembered of it.
func (c *calls) of(ev *detect.Event) *call {
	at := c.place(ev)
	if at.is(ev) {
		return at
	}
	if max(len(ev.Tool), len(ev.Server), len(ev.Outcome), len(ev.ErrorType)) > maxKnownName {
		return nil
	}
	c.callers -= len(at.byUser)
	*at = call{
		tool: strings.Clone(ev.Tool), server: strings.Clone(ev.Server), outcome: strings.Clone(ev.Outcome), errorType: strings.Clone(ev.ErrorType),
		byUser: make(map[string]*Caller),
	}
	return at
}

// remember notes who makes such calls.
func (c *calls) remember(of *call, user string, who *Caller) {
	if len(user) > maxKnownName || c.callers == knownCallers {
		return
	}
	of.byUser[strings.Clone(user)] = who
	c.callers++
}

// forget is for when series may be gone.
func (c *calls) forget() { *c = calls{} }
