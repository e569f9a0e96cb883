// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package flow

// foldPlain is fold for text without escapes. It returns how many bytes it wrote.
func foldPlain(dst []byte, text string) (n int) { return foldGo(dst, text) }
