// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package observe

import (
	"bytes"
	"slices"
	"sync"
)

// maxPooled is the largest buffer worth keeping for the next exchange.
const maxPooled = 256 << 10

var buffers = sync.Pool{New: func() any { return &Buffer{B: make([]byte, 0, 4096)} }}

// Buffer holds the bytes of one message or body. Whoever was given it last frees it.
type Buffer struct {
	B []byte
	// Pinned memory is left to the garbage collector when it is freed: somebody else may still read it.
	Pinned bool
}

// NewBuffer returns an empty buffer.
func NewBuffer() *Buffer { return buffers.Get().(*Buffer) }

// small is up to how many bytes a copy gets memory of its own size: many of them may wait.
const small = 2048

// Copy returns a buffer with a copy of b.
func Copy(b []byte) *Buffer {
	if len(b) <= small {
		return &Buffer{B: bytes.Clone(b), Pinned: true}
	}
	buf := NewBuffer()
	buf.B = append(buf.B, b...)
	return buf
}

// Grow makes room for n more bytes.
func (b *Buffer) Grow(n int) { b.B = slices.Grow(b.B, n) }

// Bytes returns the content. It may be called on nil.
func (b *Buffer) Bytes() []byte {
	if b == nil {
		return nil
	}
	return b.B
}

// Free gives the buffer back. Its bytes must not be used afterwards. It may be called on nil.
func (b *Buffer) Free() {
	if b == nil || b.Pinned || cap(b.B) > maxPooled {
		return
	}
	b.B = b.B[:0]
	buffers.Put(b)
}
