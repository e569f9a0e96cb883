// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// outcomeOf derives the outcome for sources that record a status but no mcpsec.outcome. It is empty when the record says
// nothing about how the operation ended.
func outcomeOf(ev *detect.Event, failed bool) string {
	if outcome := outcomeOfHTTP(ev.HTTPStatus); outcome != "" {
		return outcome
	}
	if outcome := outcomeOfRPC(ev.RPCStatus); outcome != "" {
		return outcome
	}
	switch e := strings.ToLower(ev.ErrorType); {
	case e == "" && !failed:
		if ev.HTTPStatus >= 200 && ev.HTTPStatus < 300 {
			return schema.OutcomeSuccess
		}
		return ""
	case e == "tool_error":
		return schema.OutcomeToolError
	case strings.Contains(e, "timeout") || strings.Contains(e, "deadline"):
		return schema.OutcomeTimeout
	case strings.Contains(e, "cancel"):
		return schema.OutcomeCancelled
	}
	if outcome := outcomeOfRPC(ev.ErrorType); outcome != "" {
		return outcome
	}
	return schema.OutcomeProtocolError
}

func outcomeOfHTTP(status int) string {
	switch {
	case status == 401:
		return schema.OutcomeAuthFailed
	case status == 403:
		return schema.OutcomeAccessDenied
	case status == 404:
		return schema.OutcomeNotFound
	case status == 429:
		return schema.OutcomeRateLimited
	case status == 504 || status == 408:
		return schema.OutcomeTimeout
	case status >= 500:
		return schema.OutcomeUpstreamError
	case status >= 400:
		return schema.OutcomeValidationRejected
	default:
		return ""
	}
}

func outcomeOfRPC(code string) string {
	switch code {
	case "":
		return ""
	case "-32700", "-32600", "-32602":
		return schema.OutcomeValidationRejected
	case "-32601", "-32002":
		return schema.OutcomeNotFound
	}
	if strings.HasPrefix(code, "-32") {
		return schema.OutcomeProtocolError
	}
	return ""
}
