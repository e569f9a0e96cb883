// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package flow

// drawnAtOnce does nothing of what drawn does.
func drawnAtOnce(dst []uint32, folded []byte, _ uint64) (prints []uint32, left []byte) {
	return dst, folded
}
