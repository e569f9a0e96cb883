// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net/http"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/wire"
)

// result is what an event tells of an answer's result.
type result struct {
	isError         bool
	inputRequired   bool
	requestState    []byte
	protocolVersion string
	serverVersion   string
	tools           []byte
	nextCursor      string
}

// resultFields are the members of a result that tell something, in the order of the constants below.
var resultFields = []string{"isError", "resultType", "requestState", "protocolVersion", "serverInfo", "tools", "nextCursor", "_meta"}

const (
	fieldIsError = iota
	fieldResultType
	fieldRequestState
	fieldProtocolVersion
	fieldServerInfo
	fieldTools
	fieldNextCursor
	fieldMeta
)

func readResult(f *[jsonrpc.MaxFields][]byte) result {
	r := result{
		isError:         jsonrpc.IsTrue(f[fieldIsError]),
		inputRequired:   string(f[fieldResultType]) == `"input_required"`,
		requestState:    f[fieldRequestState],
		protocolVersion: text(f[fieldProtocolVersion]),
		tools:           f[fieldTools],
		nextCursor:      text(f[fieldNextCursor]),
	}
	info := f[fieldServerInfo]
	if meta := jsonrpc.Get(f[fieldMeta], wire.MetaServerInfo); meta != nil {
		info = meta
	}
	if info != nil {
		_, r.serverVersion = implementation(info)
	}
	return r
}

// outcomeOfStatus names what an HTTP status means, or "" for one that refuses nothing.
func outcomeOfStatus(status int) string {
	switch {
	case status < http.StatusBadRequest:
		return ""
	case status == http.StatusUnauthorized:
		return schema.OutcomeAuthFailed
	case status == http.StatusForbidden:
		return schema.OutcomeAccessDenied
	case status == http.StatusTooManyRequests:
		return schema.OutcomeRateLimited
	case status == http.StatusNotFound || status == http.StatusGone:
		return schema.OutcomeNotFound
	case status == http.StatusRequestTimeout || status == http.StatusGatewayTimeout:
		return schema.OutcomeTimeout
	case status >= http.StatusInternalServerError:
		return schema.OutcomeUpstreamError
	default:
		return schema.OutcomeValidationRejected
	}
}

// outcomeOfCode names what a JSON-RPC error code means.
func outcomeOfCode(code string) string {
	switch code {
	case "-32700", "-32600", "-32602", "-32020", "-32021", "-32022":
		return schema.OutcomeValidationRejected
	case "-32601", "-32002":
		return schema.OutcomeNotFound
	case "-1": // the user said no to sampling
		return schema.OutcomeAccessDenied
	default:
		return schema.OutcomeProtocolError
	}
}

// decisive says whether an HTTP status tells more than the JSON-RPC error that comes with it.
func decisive(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return true
	}
	return false
}
