// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package fold

// lineStarts sets the bits of what may be a marker and is the first in its line that is not blank.
func lineStarts(text string, places []uint64) { lineStartsGo(text, places) }
