// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Severity orders findings.
type Severity uint8

// The severities.
const (
	Info Severity = iota + 1
	Low
	Medium
	High
	Critical
)

// String is the value of mcpsec.finding.severity.
func (s Severity) String() string {
	switch s {
	case Critical:
		return schema.SeverityCritical
	case High:
		return schema.SeverityHigh
	case Medium:
		return schema.SeverityMedium
	case Low:
		return schema.SeverityLow
	default:
		return schema.SeverityInfo
	}
}

// Finding is what a detector raises. Title and Description are for people and name tools, servers and counts, never
// captured content.
type Finding struct {
	// What the detector fills.
	Severity    Severity
	Confidence  float64 // 0 to 1
	Title       string
	Description string
	Observed    float64 // what was seen
	Baseline    float64 // what would have been usual
	// DedupKey says what the finding is about, without the detector's name: findings with equal keys are one until the
	// re-arm interval has passed. Empty means the session, or without a session the client address.
	DedupKey string
	// Evidence is the timeline, oldest first. Empty means the session's recent calls.
	Evidence []Call

	// What the engine fills where the detector left it empty.
	Detector                   string
	ID                         string
	Time                       time.Time
	SessionKey, SessionType    string
	User, Agent, ClientAddress string
	Server, Tool               string
	TraceID                    [16]byte
	SpanID                     [8]byte
	Refs                       Refs
	Suppressed                 bool
}

// Complete fills what the detector left empty. The same event gives the same finding, id included.
func (f *Finding) Complete(ev *Event, s *Session) {
	if ev != nil {
		f.fromEvent(ev)
	}
	if s != nil {
		f.fromSession(s)
	}
	if f.DedupKey == "" {
		f.DedupKey = f.SessionKey
		if f.DedupKey == "" {
			f.DedupKey = f.ClientAddress
		}
	}
	f.DedupKey = f.Detector + "|" + f.DedupKey
	if f.Refs.Category == "" {
		f.Refs = RefsOf(f.Detector)
	}
	f.ID = f.id()
}

func (f *Finding) fromEvent(ev *Event) {
	if f.Time.IsZero() {
		f.Time = ev.Time
	}
	fill(&f.Server, ev.Server)
	fill(&f.Tool, ev.Tool)
	fill(&f.User, ev.User)
	fill(&f.Agent, ev.Agent)
	fill(&f.ClientAddress, ev.ClientAddress)
	fill(&f.SessionKey, ev.SessionKey)
	if f.TraceID == [16]byte{} {
		f.TraceID, f.SpanID = ev.TraceID, ev.SpanID
	}
}

func (f *Finding) fromSession(s *Session) {
	if f.Time.IsZero() {
		f.Time = s.Last()
	}
	fill(&f.SessionKey, s.Key)
	fill(&f.SessionType, s.Type)
	fill(&f.User, s.User)
	fill(&f.Agent, s.Agent)
	fill(&f.ClientAddress, s.ClientAddress)
	if len(f.Evidence) == 0 {
		f.Evidence = s.Recent()
	}
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// id is the same for the same input, so that a replay gives the same ids.
func (f *Finding) id() string {
	sum := sha256.Sum256([]byte(f.DedupKey + "\x00" + strconv.FormatInt(f.Time.UnixNano(), 10) + "\x00" + f.Severity.String()))
	return "f-" + hex.EncodeToString(sum[:8])
}
