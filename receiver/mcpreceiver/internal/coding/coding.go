// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package coding undoes the content codings of HTTP (RFC 9110, section 8.4) on a copy of what passes.
package coding

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// maxCodings is how many codings on top of each other are undone. One is usual.
const maxCodings = 3

var (
	// ErrUnknown says that a coding is not known, or that there are too many.
	ErrUnknown = errors.New("unknown content coding")
	// ErrTooLarge says that what comes out is longer than the limit: a compression bomb, or just long.
	ErrTooLarge = errors.New("decoded content is too large")
)

// Parse reads the values of Content-Encoding. It returns the codings in the order in which they were applied, without
// identity.
func Parse(values []string) ([]string, error) {
	var names []string
	for _, value := range values {
		for name := range strings.SplitSeq(value, ",") {
			name = strings.ToLower(strings.TrimSpace(name))
			if name == "" || name == "identity" {
				continue
			}
			if decoders[name] == nil || len(names) == maxCodings {
				return nil, ErrUnknown
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// Reader undoes codings while it is read. Close it: it gives back what it holds.
type Reader struct {
	top    io.Reader
	stages []stage
}

// NewReader returns a reader of what r holds under the codings that Parse returned. Each coding may give at most so many
// bytes, so that none of a pile of bombs goes off; 0 means no limit. It reads the beginning of r, so it waits for it.
func NewReader(r io.Reader, names []string, limit int64) (*Reader, error) {
	d := &Reader{top: r}
	for _, name := range slices.Backward(names) {
		s, err := decoders[name](d.top)
		if err != nil {
			d.Close()
			return nil, err
		}
		d.stages = append(d.stages, s)
		d.top = s
		if limit > 0 {
			d.top = &limited{s, limit}
		}
	}
	return d, nil
}

// Read returns what is decoded as soon as there is any.
func (d *Reader) Read(p []byte) (int, error) { return d.top.Read(p) }

// Close gives back what the decoders hold. The reader must not be used afterwards.
func (d *Reader) Close() {
	for _, s := range d.stages {
		s.release()
	}
	d.stages = nil
}

// Decode undoes the codings of a whole body, up to a limit in bytes.
func Decode(body io.Reader, names []string, limit int64) ([]byte, error) {
	r, err := NewReader(body, names, limit)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// limited fails where more than so many bytes come.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		return 0, ErrTooLarge
	}
	l.left -= int64(n)
	return n, err
}
