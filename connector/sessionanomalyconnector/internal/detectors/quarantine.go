// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// lesson is what a baseline may take from a session that is over.
type lesson uint8

const (
	// ignore: the session was cut short, its length and mix say nothing.
	ignore lesson = iota
	// pass: it had findings. Nothing is learned, but event time goes by.
	pass
	// learn: it came to its natural end without a finding.
	learn
)

// lessonOf decides it. Everything a session contributes waits for this; there is no other way into a baseline.
func lessonOf(s *detect.Session, why detect.EndReason) lesson {
	switch {
	case !why.Complete() || s.Type == "":
		return ignore
	case s.Findings > 0:
		return pass
	}
	return learn
}

// Reasons given to Env.Drop by the statistical detectors.
const (
	dropBaselineLimit = "baseline_limit"
	dropSessionLimit  = "session_limit"
)
