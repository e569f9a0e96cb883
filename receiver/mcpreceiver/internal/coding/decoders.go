// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package coding

import (
	"bufio"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// stage undoes one coding.
type stage struct {
	io.Reader
	release func()
}

// decoders by the name of the coding in the IANA registry, and the former names that recipients are to know.
var decoders = map[string]func(io.Reader) (stage, error){
	"gzip": newGzip, "x-gzip": newGzip, "deflate": newDeflate, "br": newBrotli, "zstd": newZstd,
}

func newGzip(r io.Reader) (stage, error) {
	z, err := gzip.NewReader(r)
	return stage{z, func() {}}, err
}

// newDeflate reads the zlib format that the name stands for, and the bare one that some send.
func newDeflate(r io.Reader) (stage, error) {
	buffered := bufio.NewReader(r)
	head, err := buffered.Peek(2)
	if err != nil {
		return stage{}, err
	}
	const method, check = 8, 31 // RFC 1950, section 2.2
	if head[0]&0x0f == method && (int(head[0])<<8|int(head[1]))%check == 0 {
		z, err := zlib.NewReader(buffered)
		return stage{z, func() {}}, err
	}
	return stage{flate.NewReader(buffered), func() {}}, nil
}

// newBrotli makes a reader every time: resetting one that has served keeps input it did not read.
func newBrotli(r io.Reader) (stage, error) {
	b := new(brotli.Reader)
	err := b.Reset(r)
	return stage{b, func() {}}, err
}

// maxWindow is what RFC 9659 lets a sender of the zstd coding use.
const maxWindow = 8 << 20

func newZstd(r io.Reader) (stage, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return stage{}, err
	}
	return stage{z, z.Close}, nil
}
