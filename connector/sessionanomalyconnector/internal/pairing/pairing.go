// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pairing joins requests and responses that come as events of their own.
package pairing

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// maxPending bounds how many requests wait for their response; past it the oldest is given up.
const maxPending = 10_000

// Pairer joins events. It is not safe for concurrent use.
type Pairer struct {
	pending *window.Keyed[*detect.Event]
	// Lost counts responses without a request; requests without a response are counted by the table that gave them up.
	Lost int64
}

// New returns a Pairer.
func New() *Pairer { return &Pairer{pending: window.NewKeyed[*detect.Event](maxPending)} }

// Take looks at one event. It returns false when the event is a request that now waits, or a response that nobody asked
// for; true when the event is complete, which a response is after it was joined with its request.
func (p *Pairer) Take(ev *detect.Event) bool {
	if ev.Name != schema.EventOperation || ev.RequestID == "" {
		return true
	}
	key := ev.SessionKey + "\x00" + ev.RequestID
	switch {
	case ev.Method != "" && ev.Result == "" && ev.Outcome == "":
		*p.pending.Get(key, ev.Time) = ev.Clone()
		return false
	case ev.Method == "":
		request, ok := p.pending.Remove(key)
		if !ok {
			p.Lost++
			return false
		}
		join(ev, request)
	}
	return true
}

// Expire gives up the requests that wait since before t, and returns how many.
func (p *Pairer) Expire(t time.Time) int {
	before := p.pending.Len()
	p.pending.Expire(t)
	return before - p.pending.Len()
}

// join completes the response with what the request says.
func join(ev, request *detect.Event) {
	result, outcome, failure, rpc, size, at := ev.Result, ev.Outcome, ev.ErrorType, ev.RPCStatus, ev.ResponseSize, ev.Time
	dlp, injection, hasDLP := ev.DLP, ev.Injection, ev.HasDLP
	signals := ev.Signals
	*ev = *request
	ev.Time, ev.Result, ev.Outcome, ev.ErrorType, ev.RPCStatus, ev.ResponseSize = at, result, outcome, failure, rpc, size
	ev.DLP = append(ev.DLP, dlp...)
	ev.HasDLP = ev.HasDLP || hasDLP
	ev.Signals = append(ev.Signals, signals...)
	if injection.Score > ev.Injection.Score {
		ev.Injection = injection
	}
	if !ev.HasDuration && !at.Before(request.Time) {
		ev.Duration, ev.HasDuration = at.Sub(request.Time).Seconds(), true
	}
	if ev.Outcome == "" {
		ev.Outcome = schema.OutcomeSuccess
	}
}
