// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package keyword

// walkAll walks streams of size bytes that begin part bytes apart, and notes where needles end.
func (m *Matcher) walkAll(text string, part, size int, states *[streams]int, notes []note) []note {
	return m.walkAllGo(text, part, size, states, notes)
}
