// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// maxTools bounds the tools remembered of one session.
const maxTools = 256

// injected is the score from which a text counts as instructions to the model.
const injected = 0.5

type sessionStat struct {
	start, end              time.Time
	kind, user              string
	calls, refused, secrets int
	injection               float64
	tools                   map[string]struct{}
	findings                map[string]string // detector to its worst severity
}

func (b *Builder) session(r *otlplog.Record, tool string, class class) {
	key := r.Str(schema.SessionKey)
	if key == "" {
		return
	}
	s := b.sessions.at(key)
	s.seen(r)
	if tool != "" && r.Str(schema.MCPMethodName) == "tools/call" {
		s.calls++
		s.use(tool)
	}
	if class == refused {
		s.refused++
	}
	for _, category := range r.List(schema.DLPCategories) {
		if category == "secret" {
			s.secrets++
		}
	}
	if score, ok := r.Num(schema.DLPInjectionScore); ok {
		s.injection = max(s.injection, score)
	}
}

func (s *sessionStat) seen(r *otlplog.Record) {
	if s.start.IsZero() || r.Time.Before(s.start) {
		s.start = r.Time
	}
	s.end = later(s.end, r.Time)
	s.kind = cmp.Or(s.kind, r.Str(schema.SessionType))
	s.user = cmp.Or(s.user, r.Str(schema.UserID))
}

func (s *sessionStat) use(tool string) {
	if s.tools == nil {
		s.tools = map[string]struct{}{}
	}
	if len(s.tools) < maxTools {
		s.tools[tool] = struct{}{}
	}
}

func (s *sessionStat) finding(f *Finding) {
	if s.start.IsZero() {
		s.start, s.end = f.Time, f.Time
	}
	s.user = cmp.Or(s.user, f.User)
	if s.findings == nil {
		s.findings = map[string]string{}
	}
	if worst, ok := s.findings[f.Detector]; len(s.findings) < maxTools && (!ok || rank(f.Severity) < rank(worst)) {
		s.findings[f.Detector] = f.Severity
	}
}

// weights of a detector's worst finding, by severity.
var weights = map[string]int{
	schema.SeverityCritical: 100, schema.SeverityHigh: 40, schema.SeverityMedium: 15, schema.SeverityLow: 5, schema.SeverityInfo: 1,
}

// judge scores a session: what its findings weigh, and a little for what is suspicious without a finding.
func (s *sessionStat) judge() (score int, reasons []string) {
	detectors := slices.SortedFunc(maps.Keys(s.findings), func(x, y string) int {
		return cmp.Or(cmp.Compare(rank(s.findings[x]), rank(s.findings[y])), strings.Compare(x, y))
	})
	for _, d := range detectors {
		score += weights[s.findings[d]]
		reasons = append(reasons, d+" ("+s.findings[d]+")")
	}
	if s.refused > 0 {
		score += min(20, 2*s.refused)
		reasons = append(reasons, fmt.Sprintf("%d refused", s.refused))
	}
	if s.injection >= injected {
		score += 10
		reasons = append(reasons, fmt.Sprintf("text like instructions to the model (%.0f%%)", 100*s.injection))
	}
	if s.secrets > 0 {
		score += min(10, s.secrets)
		reasons = append(reasons, fmt.Sprintf("secrets in %d places", s.secrets))
	}
	return score, reasons
}

// worth is the least score that is listed: a refusal or two are everyday.
const worth = 5

// worthALook are the sessions with the highest scores.
func (b *Builder) worthALook(limit int) []Session {
	var out []Session
	for key, s := range b.sessions.rows {
		if score, reasons := s.judge(); score >= worth {
			out = append(out, Session{
				Key: key, Type: s.kind, User: s.user, Start: s.start, End: s.end, Calls: s.calls, Tools: len(s.tools),
				Score: score, Reasons: reasons,
			})
		}
	}
	slices.SortFunc(out, func(x, y Session) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), y.End.Compare(x.End), cmp.Compare(x.Key, y.Key))
	})
	return out[:min(limit, len(out))]
}
