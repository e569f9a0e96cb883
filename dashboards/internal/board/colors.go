// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// Colours, by Grafana's names, so that they follow the light and the dark theme.
const (
	Green  = "green"
	Blue   = "blue"
	Yellow = "#EAB839"
	Orange = "orange"
	Red    = "red"
	Purple = "purple"
	Gray   = "#8E8E8E"
)

// Severities in the order of their weight, and their colours on every dashboard.
var (
	Severities     = []string{"critical", "high", "medium", "low", "info"}
	SeverityColors = map[string]string{"critical": "dark-red", "high": Orange, "medium": Yellow, "low": Blue, "info": Gray}
)

// Outcomes of a call and their colours on every dashboard.
var (
	Outcomes = []string{
		"success", "tool_error", "protocol_error", "upstream_error", "timeout", "not_found", "cancelled", "validation_rejected",
		"access_denied", "auth_failed", "rate_limited", "budget_exceeded", "dlp_blocked",
	}
	OutcomeColors = map[string]string{
		"success": Green, "tool_error": Red, "protocol_error": "dark-red", "upstream_error": "light-red", "timeout": "dark-orange",
		"not_found": "light-orange", "cancelled": Gray, "validation_rejected": Yellow, "access_denied": Purple,
		"auth_failed": "dark-purple", "rate_limited": Blue, "budget_exceeded": "dark-blue", "dlp_blocked": "semi-dark-purple",
	}
)

// Percentiles and their colours on every dashboard.
var (
	Percentiles      = []string{"p50", "p95", "p99"}
	PercentileColors = map[string]string{"p50": Green, "p95": Orange, "p99": Red}
)
