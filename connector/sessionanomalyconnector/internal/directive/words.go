// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"

// Stop reports whether a lower-case word names no tool and nothing a tool works on.
func Stop(word string) bool { return StopWord(word, textmap.Eight(word, 0)) }

// StopWord is Stop for a caller that has the first eight bytes of the word, zeros after a shorter one.
func StopWord(word string, head uint64) bool {
	return len(word) < 2 || roleOf.find(word, head)&rStop != 0
}
