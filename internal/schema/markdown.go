// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"fmt"
	"strings"
)

const pageHead = `<!-- Generated from internal/schema by "make generate". Do not edit. -->

# Schema

What the components write and read. Keys marked *semconv* are OpenTelemetry semantic conventions v1.41.0, the last version
that carries the MCP keys; the rest are ours, under ` + "`mcpsec.`" + ` and ` + "`dlp.`" + `.

## Events

One log record per finished JSON-RPC exchange. The record's body is one line a person can read; severity is INFO for
success, WARN for tool errors and refusals, ERROR for transport failures.

| event name | one per |
|---|---|
| ` + "`mcp.operation`" + ` | request that was answered, failed or timed out |
| ` + "`mcp.notification`" + ` | notification |
| ` + "`mcp.session.start`, `mcp.session.end`" + ` | transport session |
| ` + "`mcp.transport.rejected`" + ` | HTTP refusal without a JSON-RPC answer |
| ` + "`mcp.tools.inventory`" + ` | complete tools/list of a server, after the last page |
| ` + "`mcpsec.finding`" + ` | finding of the session_anomaly connector |

Values of ` + "`mcpsec.outcome`" + `: %s.

## Resource

| key | value |
|---|---|
| ` + "`service.name`" + ` | the MCP server an event or span is about: the route's name, or a frame's ` + "`server`" + `; ` + "`unknown_service`" + ` where neither is known. The receiver's ` + "`service_name`" + ` sets one for all |

## Attributes

The lists under ` + "`dlp.findings.`" + ` are parallel: entry i of each describes one distinct (rule, action, field).

| key | type | unit | source | meaning | example |
|---|---|---|---|---|---|
`

// Outcomes lists the values of mcpsec.outcome.
var Outcomes = []string{
	OutcomeSuccess, OutcomeToolError, OutcomeProtocolError, OutcomeValidationRejected, OutcomeAuthFailed,
	OutcomeAccessDenied, OutcomeRateLimited, OutcomeBudgetExceeded, OutcomeDLPBlocked, OutcomeNotFound,
	OutcomeUpstreamError, OutcomeTimeout, OutcomeCancelled,
}

// Markdown returns docs/schema.md.
func Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, pageHead, code(Outcomes))
	for _, k := range Keys {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | `%s` |\n", k.Name, k.Type, k.Unit, k.Source, k.Meaning, k.Example)
	}
	b.WriteString("\n## Metrics\n\nWritten by the session_anomaly connector; names as the Prometheus exporter renders them.\n\n")
	b.WriteString("| metric | kind | unit | dimensions | meaning |\n|---|---|---|---|---|\n")
	for _, m := range Metrics {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", m.Prometheus, m.Kind, m.Unit, code(m.Dimensions), m.Description)
	}
	return b.String()
}

func code(names []string) string {
	return "`" + strings.Join(names, "`, `") + "`"
}
