// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package frames

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// LineError says which line was refused and why. Reading goes on after it.
type LineError struct {
	Line int
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }

// ErrLineTooLong says that a line is longer than the limit. It was skipped.
var ErrLineTooLong = errors.New("line is too long")

// Reader reads lines of any length and keeps those within a limit.
type Reader struct {
	r    *bufio.Reader
	max  int
	line int
	buf  []byte
}

// NewReader returns a reader of lines of at most maxBytes bytes.
func NewReader(r io.Reader, maxBytes int) *Reader {
	return &Reader{r: bufio.NewReaderSize(r, 64<<10), max: maxBytes}
}

// Next returns the next line that is not blank. It is valid until the next call. At the end the error is io.EOF; a
// *LineError refuses one line.
func (r *Reader) Next() ([]byte, error) {
	for {
		line, err := r.read()
		if err != nil {
			return nil, err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
	}
}

// Line is the number of the line that Next returned last, from 1.
func (r *Reader) Line() int { return r.line }

// NextFrame returns the next frame. It points into memory that is valid until the next call.
func (r *Reader) NextFrame() (Frame, error) {
	line, err := r.Next()
	if err != nil {
		return Frame{}, err
	}
	f, err := Parse(line)
	if err != nil {
		return Frame{}, &LineError{r.line, err}
	}
	return f, nil
}

func (r *Reader) read() ([]byte, error) {
	r.buf = r.buf[:0]
	long, some := false, false
	for {
		part, err := r.r.ReadSlice('\n')
		some = some || len(part) > 0
		if long = long || len(r.buf)+len(part) > r.max+1; !long {
			r.buf = append(r.buf, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || !some) {
			return nil, err
		}
		r.line++
		if long {
			return nil, &LineError{r.line, ErrLineTooLong}
		}
		return r.buf, nil
	}
}
