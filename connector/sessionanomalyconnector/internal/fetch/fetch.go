// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package fetch reads memory that is needed soon, so that it is in the cache then. What it returns says nothing: it depends on
// all that was read, so that no read is left out.
package fetch

import "unsafe"

// line is how many bytes a processor fetches at once.
const line = 64

// Bytes reads something of each line of a piece of memory.
func Bytes(from unsafe.Pointer, size uintptr) (sum byte) {
	at := uintptr(0)
	for ; at+4*line <= size; at += 4 * line {
		sum += *(*byte)(unsafe.Add(from, at)) + *(*byte)(unsafe.Add(from, at+line)) +
			*(*byte)(unsafe.Add(from, at+2*line)) + *(*byte)(unsafe.Add(from, at+3*line))
	}
	for ; at < size; at += line {
		sum += *(*byte)(unsafe.Add(from, at))
	}
	return sum
}

// List reads something of each line of a list.
func List[T any](list []T) byte {
	var one T
	return Bytes(unsafe.Pointer(unsafe.SliceData(list)), uintptr(len(list))*unsafe.Sizeof(one)) //nolint:gosec // G103: only read.
}

// Text reads something of each line of a text.
func Text(text string) byte {
	return Bytes(unsafe.Pointer(unsafe.StringData(text)), uintptr(len(text))) //nolint:gosec // G103: only read.
}
