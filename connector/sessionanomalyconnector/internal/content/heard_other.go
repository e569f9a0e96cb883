// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package content

// mayName sets the bits of the requests that may have a word of a tool's name: of most names none has. There are at most 64.
func mayName(list []Order, name *toolName) uint64 { return mayNameGo(list, name) }
