// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package jsonleaf

// special is where the next quotation mark or backslash is, the end of the text if there is none.
func special(in string, at int) int { return specialByWords(in, at) }
