// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

// Stop reports whether a lower-case word names no tool and nothing a tool works on.
func Stop(word string) bool { return len(word) < 2 || stopWords[word] }
