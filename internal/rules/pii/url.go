// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import "github.com/otelcol-mcp/otelcol-mcp/internal/scan"

// url is off unless asked for: addresses are what an investigation needs most, and few of them are personal.
var url = scan.Rule{
	ID:       "url",
	Category: Personal,
	Optional: true,
	Keywords: []string{"http://", "https://", "www."},
	Pattern:  `(?i)\b(?:https?://|www\.)[^\s"'<>\x60(){}\[\]|\\^]+`,
	Fires:    []string{"see https://example.com/a?b=c", "www.example.org"},
	Silent:   []string{"http is a protocol", "ftp://example.com"},
}
