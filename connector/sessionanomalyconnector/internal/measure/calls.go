// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
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

// call is one kind of tool call with its series, nil as long as they were not needed.
type call struct {
	tool, server, outcome, errorType string
	operations, duration             *series.Series
	byUser                           map[string]*series.Series
}

// fetch reads what counting the call will need, if it is known. The value says nothing.
func (c *calls) fetch(ev *detect.Event) byte {
	at := c.place(ev)
	if s := at.byUser[ev.User]; s != nil {
		return byte(s.Count)
	}
	return 0
}

func (c *calls) place(ev *detect.Event) *call {
	return &c.known[xxhash.Sum64String(ev.Tool)%knownCalls]
}

// of finds what is known of calls like that of the event, nil if there is nothing to be remembered of it.
func (c *calls) of(ev *detect.Event) *call {
	at := c.place(ev)
	if at.tool == ev.Tool && at.server == ev.Server && at.outcome == ev.Outcome && at.errorType == ev.ErrorType && at.byUser != nil {
		return at
	}
	if max(len(ev.Tool), len(ev.Server), len(ev.Outcome), len(ev.ErrorType)) > maxKnownName {
		return nil
	}
	c.callers -= len(at.byUser)
	*at = call{
		tool: strings.Clone(ev.Tool), server: strings.Clone(ev.Server), outcome: strings.Clone(ev.Outcome), errorType: strings.Clone(ev.ErrorType),
		byUser: make(map[string]*series.Series),
	}
	return at
}

// remember notes the series of a user's calls.
func (c *calls) remember(of *call, user string, s *series.Series) {
	if len(user) > maxKnownName || c.callers == knownCallers {
		return
	}
	of.byUser[strings.Clone(user)] = s
	c.callers++
}

// forget is for when series may be gone.
func (c *calls) forget() { *c = calls{} }
