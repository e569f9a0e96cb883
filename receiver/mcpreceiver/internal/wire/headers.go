// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package wire knows the names and spellings of MCP over HTTP.
package wire

import (
	"encoding/base64"
	"strings"
)

// HTTP headers of MCP, as net/http spells them.
const (
	HeaderSessionID       = "Mcp-Session-Id"
	HeaderProtocolVersion = "Mcp-Protocol-Version"
	HeaderMethod          = "Mcp-Method"
	HeaderName            = "Mcp-Name"
	HeaderLastEventID     = "Last-Event-Id"
)

// Keys of params._meta.
const (
	MetaProtocolVersion = "io.modelcontextprotocol/protocolVersion"
	MetaClientInfo      = "io.modelcontextprotocol/clientInfo"
	MetaServerInfo      = "io.modelcontextprotocol/serverInfo"
	MetaSubscriptionID  = "io.modelcontextprotocol/subscriptionId"
	MetaTraceParent     = "traceparent"
)

// Protocol versions.
const (
	Version20241105 = "2024-11-05"
	Version20250326 = "2025-03-26"
	Version20250618 = "2025-06-18"
	Version20251125 = "2025-11-25"
	Version20260728 = "2026-07-28"
)

// Modern says whether a protocol version has no sessions on the wire. Versions are dates, so they compare as text.
func Modern(version string) bool { return version >= Version20260728 }

const (
	base64Prefix = "=?base64?"
	base64Suffix = "?="
	// maxHeaderValue bounds what is decoded.
	maxHeaderValue = 16 << 10
)

// DecodeHeader returns what a value of Mcp-Name or Mcp-Param-… means: "=?base64?…?=" is decoded, all else is literal. It
// returns false for a value that claims to be encoded and is not.
func DecodeHeader(value string) (string, bool) {
	if !strings.HasPrefix(value, base64Prefix) || !strings.HasSuffix(value, base64Suffix) ||
		len(value) < len(base64Prefix)+len(base64Suffix) {
		return value, true
	}
	if len(value) > maxHeaderValue {
		return "", false
	}
	inner := value[len(base64Prefix) : len(value)-len(base64Suffix)]
	decoded, err := base64.StdEncoding.DecodeString(inner)
	if err != nil {
		return "", false
	}
	return string(decoded), true
}
