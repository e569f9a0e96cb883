// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import "github.com/otelcol-mcp/otelcol-mcp/internal/schema"

// class is how an operation ended, as far as charts tell it apart.
type class int

const (
	succeeded class = iota
	failed          // it was tried and went wrong
	refused         // somebody decided that it must not be
)

func classOf(outcome string) class {
	switch outcome {
	case schema.OutcomeSuccess:
		return succeeded
	case schema.OutcomeAuthFailed, schema.OutcomeAccessDenied, schema.OutcomeRateLimited, schema.OutcomeBudgetExceeded,
		schema.OutcomeDLPBlocked, schema.OutcomeValidationRejected:
		return refused
	}
	return failed
}

// severities from the worst to the least.
var severities = []string{
	schema.SeverityCritical, schema.SeverityHigh, schema.SeverityMedium, schema.SeverityLow, schema.SeverityInfo,
}

// rank is 0 for the worst severity.
func rank(severity string) int {
	for i, s := range severities {
		if s == severity {
			return i
		}
	}
	return len(severities)
}
