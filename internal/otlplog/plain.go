// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that a zstd stream may ask for: what "zstd --long" uses by default.
const maxWindow = 128 << 20

// lengthSize is how many bytes the file exporter writes before a message, as a big-endian number of the message's bytes.
const lengthSize = 4

var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// plain undoes a compression, which it tells by the first bytes. Close what it returns.
func plain(in *bufio.Reader) (io.ReadCloser, error) {
	start, _ := in.Peek(lengthSize + len(zstdMagic))
	switch {
	case bytes.HasPrefix(start, gzipMagic):
		return gzip.NewReader(in)
	case bytes.HasPrefix(start, zstdMagic):
		stream, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow))
		if err != nil {
			return nil, err
		}
		return stream.IOReadCloser(), nil
	case len(start) > lengthSize && bytes.HasPrefix(start[lengthSize:], zstdMagic):
		return newMessages(in)
	case len(start) > 0 && start[0] == 0:
		return nil, errors.New("a binary format: set format: json on the file exporter, compressed or not")
	}
	return io.NopCloser(in), nil
}

// messages reads what the file exporter writes with compression: zstd: the length of a message, the message compressed by
// itself, and so on. It gives the messages as lines.
type messages struct {
	in      io.Reader
	decoder *zstd.Decoder
	rest    []byte // of the current line
	packed  bytes.Buffer
	line    []byte
}

func newMessages(in io.Reader) (*messages, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxLine))
	return &messages{in: in, decoder: decoder}, err
}

func (m *messages) Close() error {
	m.decoder.Close()
	return nil
}

func (m *messages) Read(p []byte) (int, error) {
	for len(m.rest) == 0 {
		if err := m.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}

func (m *messages) next() error {
	var length [lengthSize]byte
	if _, err := io.ReadFull(m.in, length[:]); err != nil {
		return err // io.EOF between messages
	}
	size := int64(binary.BigEndian.Uint32(length[:]))
	if size > MaxLine {
		return fmt.Errorf("a message of %d bytes: at most %d are read", size, MaxLine)
	}
	m.packed.Reset()
	if n, err := io.CopyN(&m.packed, m.in, size); err != nil {
		if n < size && errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	var err error
	if m.line, err = m.decoder.DecodeAll(m.packed.Bytes(), m.line[:0]); err != nil {
		return err
	}
	m.line = append(m.line, '\n')
	m.rest = m.line
	return nil
}
