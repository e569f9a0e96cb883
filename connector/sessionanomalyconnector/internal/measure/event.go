// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Event counts one audit event.
func (s *Set) Event(ev *detect.Event) {
	switch ev.Name {
	case schema.EventOperation:
		s.operation(ev)
	case schema.EventTransportRejected:
		s.refusal(ev)
	case "":
		return
	}
	s.conns.see(ev)
	for _, fact := range ev.DLP {
		s.dlpFindings.Add(s.now, float64(max(fact.Count, 1)), exemplar(ev, 1), fact.Rule, fact.Action, ev.Tool)
	}
}

func (s *Set) operation(ev *detect.Event) {
	ex := exemplar(ev, ev.Duration)
	if ev.HasDuration {
		s.operations.Add(s.now, ev.Duration, ex, ev.Method, ev.Tool, ev.ErrorType)
	}
	if ev.IsToolCall() {
		s.toolCalls.Add(s.now, 1, ex, ev.Tool, ev.Server, ev.Outcome, ev.User)
		if ev.HasDuration {
			s.toolDuration.Add(s.now, ev.Duration, ex, ev.Tool, ev.Server)
		}
		if !ev.Succeeded() && ev.Outcome != "" {
			s.toolErrors.Add(s.now, 1, ex, ev.Tool, ev.Server, errorType(ev))
		}
	}
	s.refusal(ev)
}

func (s *Set) refusal(ev *detect.Event) {
	ex := exemplar(ev, 1)
	switch ev.Outcome {
	case schema.OutcomeAccessDenied:
		s.denied.Add(s.now, 1, ex, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeRateLimited:
		s.rateLimited.Add(s.now, 1, ex, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeBudgetExceeded:
		s.budget.Add(s.now, 1, ex, ev.Tool, ev.Server, ev.User)
	case schema.OutcomeAuthFailed:
		s.authFailed.Add(s.now, 1, ex, ev.Server, ev.ClientAddress)
	case schema.OutcomeValidationRejected:
		s.rejected.Add(s.now, 1, ex, ev.Tool, ev.Server)
	case schema.OutcomeDLPBlocked:
		s.blocked(ev, ex)
	}
}

// blocked counts one refusal by content, under the first rule that asked for it.
func (s *Set) blocked(ev *detect.Event, ex series.Exemplar) {
	for _, fact := range ev.DLP {
		if fact.Action == "block" {
			s.dlpBlocks.Add(s.now, 1, ex, fact.Rule, fact.Action, ev.Tool)
			return
		}
	}
	s.dlpBlocks.Add(s.now, 1, ex, "", "block", ev.Tool)
}

// SessionEnd counts a session that is over.
func (s *Set) SessionEnd(session *detect.Session) {
	none := series.Exemplar{}
	s.sessionLength.Add(s.now, session.Last.Sub(session.Start).Seconds(), none, session.Type)
	s.sessionCalls.Add(s.now, float64(session.Calls), none, session.Type)
	s.sessionTools.Add(s.now, float64(len(session.Tools())), none, session.Type)
}

// Finding counts a finding that is sent.
func (s *Set) Finding(f *detect.Finding) {
	s.findings.Add(s.now, 1, series.Exemplar{Time: f.Time, Value: 1, TraceID: f.TraceID, SpanID: f.SpanID}, f.Detector, f.Severity.String())
}

// Flow counts content that went from one tool's result to another tool's arguments.
func (s *Set) Flow(from, to string, bytes int64) {
	s.flow.Add(s.now, float64(bytes), series.Exemplar{}, from, to)
}

// Gauges brings the gauges up to date. The map counts live sessions by server.
func (s *Set) Gauges(sessions map[string]int) {
	s.active.Reset()
	for server, n := range sessions {
		s.active.Set(s.now, float64(n), server)
	}
	s.activeConns.Reset()
	for server, n := range s.conns.byServer() {
		s.activeConns.Set(s.now, float64(n), server)
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
