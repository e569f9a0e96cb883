// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package flow

// classify sets the bitmaps of the blocks that hold text.
func classify(text string, t tells) { classes.Classify(text, t) }
