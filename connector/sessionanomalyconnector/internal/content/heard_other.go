// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package content

// mayName sets the bits of the requests that may have one of some words: most have none. There are at most 64, and one word or
// more.
func mayName(list []Order, spreads []uint64) uint64 { return mayNameGo(list, spreads) }
