// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package textmap

// classify sets the bitmaps of the blocks that hold text.
func classify(text string, m Map) { classes.Classify(text, m) }
