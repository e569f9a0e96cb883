// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Fetch finds who makes the call that an event is, nil where Event will have to look. What is there is read, so that it is
// in the cache when Event is given it, which must be before the next Each.
func (s *Set) Fetch(ev *detect.Event) *Caller {
	who := s.calls.caller(ev)
	if who != nil {
		s.fetched += byte(who.count.Count)
	}
	return who
}

// Event counts one audit event. Who is what Fetch found, or nil.
func (s *Set) Event(ev *detect.Event, who *Caller) {
	switch ev.Name {
	case schema.EventOperation:
		s.operation(ev, who)
	case schema.EventTransportRejected:
		s.rejection(ev, who)
	case "":
		return
	}
	s.conns.see(ev, who)
	for _, fact := range ev.DLP {
		ex := exemplar(ev, 1)
		s.add(s.dlpFindings, float64(max(fact.Count, 1)), &ex, ev.Extra, fact.Rule, fact.Action, ev.Tool)
	}
}

// rejection counts a refusal by HTTP status alone. One whose request is known is an operation like any other: a gateway that
// answers 403 denies a tool call as much as a server that answers in JSON-RPC.
func (s *Set) rejection(ev *detect.Event, who *Caller) {
	if ev.Method == "" {
		s.refusal(ev)
		return
	}
	s.operation(ev, who)
}

func (s *Set) operation(ev *detect.Event, who *Caller) {
	ex := exemplar(ev, ev.Duration)
	if ev.Method == toolsCall && ev.Direction != schema.ServerToClient {
		s.toolCall(ev, who, &ex)
	} else if ev.HasDuration {
		s.add(s.operations, ev.Duration, &ex, ev.Extra, ev.Method, ev.Tool, ev.ErrorType)
	}
	s.refusal(ev)
}

const toolsCall = "tools/call"

func (s *Set) toolCall(ev *detect.Event, who *Caller, ex *series.Exemplar) {
	if !ev.Succeeded() && ev.Outcome != "" {
		s.add(s.toolErrors, 1, ex, ev.Extra, ev.Tool, ev.Server, errorType(ev))
	}
	if len(ev.Extra) == 0 {
		if of := s.calls.of(ev); of != nil {
			s.callOf(of, s.countOf(of, ev, who), ev, ex)
			return
		}
	}
	s.add(s.toolCalls, 1, ex, ev.Extra, ev.Tool, ev.Server, ev.Outcome, ev.User)
	if ev.HasDuration {
		s.add(s.operations, ev.Duration, ex, ev.Extra, toolsCall, ev.Tool, ev.ErrorType)
		s.add(s.toolDuration, ev.Duration, ex, ev.Extra, ev.Tool, ev.Server)
	}
}

// countOf finds or makes the series that the calls of a user are counted in.
func (s *Set) countOf(of *call, ev *detect.Event, who *Caller) *series.Series {
	if who == nil {
		who = of.byUser[ev.User]
	}
	if who != nil {
		return who.count
	}
	count := s.seriesOf(s.toolCalls, ev.Tool, ev.Server, ev.Outcome, ev.User)
	s.calls.remember(of, ev.User, count)
	return count
}

// callOf counts a call of a kind, and in the series of a user.
func (s *Set) callOf(of *call, count *series.Series, ev *detect.Event, ex *series.Exemplar) {
	s.toolCalls.family.AddTo(count, s.now, 1, ex)
	if !ev.HasDuration {
		return
	}
	if of.operations == nil {
		of.operations = s.seriesOf(s.operations, toolsCall, ev.Tool, ev.ErrorType)
		of.duration = s.seriesOf(s.toolDuration, ev.Tool, ev.Server)
	}
	bucket := s.operations.family.BucketOf(ev.Duration) // both families have the same bounds
	s.operations.family.AddIn(bucket, of.operations, s.now, ev.Duration, ex)
	s.toolDuration.family.AddIn(bucket, of.duration, s.now, ev.Duration, ex)
}

func (s *Set) refusal(ev *detect.Event) {
	if ev.Succeeded() {
		return
	}
	ex := exemplar(ev, 1)
	switch ev.Outcome {
	case schema.OutcomeAccessDenied:
		s.add(s.denied, 1, &ex, ev.Extra, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeRateLimited:
		s.add(s.rateLimited, 1, &ex, ev.Extra, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeBudgetExceeded:
		s.add(s.budget, 1, &ex, ev.Extra, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeAuthFailed:
		s.add(s.authFailed, 1, &ex, ev.Extra, ev.Server, ev.ClientAddress)
	case schema.OutcomeValidationRejected:
		s.add(s.rejected, 1, &ex, ev.Extra, ev.Tool, ev.Server)
	case schema.OutcomeDLPBlocked:
		s.blocked(ev, &ex)
	}
}

// blocked counts one refusal by content, under the first rule that asked for it.
func (s *Set) blocked(ev *detect.Event, ex *series.Exemplar) {
	for _, fact := range ev.DLP {
		if fact.Action == "block" {
			s.add(s.dlpBlocks, 1, ex, ev.Extra, fact.Rule, fact.Action, ev.Tool)
			return
		}
	}
	s.add(s.dlpBlocks, 1, ex, ev.Extra, "", "block", ev.Tool)
}

// SessionEnd counts a session that is over.
func (s *Set) SessionEnd(session *detect.Session) {
	none := &series.Exemplar{}
	s.add(s.sessionLength, session.Lasted().Seconds(), none, nil, session.Type)
	s.add(s.sessionCalls, float64(session.Calls), none, nil, session.Type)
	s.add(s.sessionTools, float64(len(session.Tools())), none, nil, session.Type)
}

// otherTypes is the session type of the findings whose own has no room, as error.type says it in the semantic conventions.
const otherTypes = "_OTHER"

// Finding counts a finding that is sent. Session types are named by whoever connects, so that they may take half of the
// series only: detector and severity, which alerts ask for, always have room.
func (s *Set) Finding(f *detect.Finding) {
	severity, kind := f.Severity.String(), f.SessionType
	family := s.findings.family
	if kind != "" && !family.Has(s.findings.values([]string{f.Detector, severity, kind}, nil)...) && family.Len() >= s.limit/2 {
		kind = otherTypes
	}
	s.add(s.findings, 1, &series.Exemplar{Time: f.Time, Value: 1, TraceID: f.TraceID, SpanID: f.SpanID}, nil, f.Detector, severity, kind)
}

// Flow counts content that went from one tool's result to another tool's arguments.
func (s *Set) Flow(ev *detect.Event, from, to string, bytes int64) {
	ex := exemplar(ev, float64(bytes))
	s.add(s.flow, float64(bytes), &ex, nil, from, to)
}

// ToolClass notes what a tool is taken for.
func (s *Set) ToolClass(server, tool, class string) { s.set(s.toolClass, 1, tool, server, class) }

// Gauges brings the gauges up to date with the event time reached. The map counts live sessions by server.
func (s *Set) Gauges(sessions map[string]int, now time.Time) {
	s.active.family.Reset()
	for server, n := range sessions {
		s.set(s.active, float64(n), server)
	}
	s.activeConns.family.Reset()
	for server, n := range s.conns.byServer(now) {
		s.set(s.activeConns, float64(n), server)
	}
}

func errorType(ev *detect.Event) string {
	if ev.ErrorType != "" {
		return ev.ErrorType
	}
	return ev.Outcome
}

func exemplar(ev *detect.Event, v float64) series.Exemplar {
	return series.Exemplar{Time: ev.Time, Value: v, TraceID: ev.TraceID, SpanID: ev.SpanID}
}
