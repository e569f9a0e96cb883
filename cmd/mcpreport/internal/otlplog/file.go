// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
)

// MaxLine is the longest line that is read; longer ones are counted as bad.
const MaxLine = 64 << 20

// Stats says what a file held.
type Stats struct {
	Path    string `json:"path"`
	Bytes   int64  `json:"bytes"` // on disk
	Lines   int    `json:"lines"`
	Bad     int    `json:"bad_lines"`     // not OTLP-JSON, or longer than MaxLine
	Records int    `json:"records"`       // in good lines
	Cut     bool   `json:"cut,omitempty"` // a compressed file ends too early, as one that is still written does
}

// ReadFile calls yield with every record of a file. Bad lines are counted and skipped.
func ReadFile(path string, yield func(*Record)) (Stats, error) {
	stats := Stats{Path: path}
	file, err := os.Open(path)
	if err != nil {
		return stats, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil {
		stats.Bytes = info.Size()
	}
	in, err := plain(bufio.NewReaderSize(file, 1<<16))
	if err != nil {
		return stats, fmt.Errorf("%s: %w", path, err)
	}
	err = read(in, &stats, yield)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		stats.Cut, err = true, nil
	}
	if err != nil {
		return stats, fmt.Errorf("%s: %w", path, err)
	}
	return stats, nil
}

// plain undoes gzip, which it tells by its first bytes.
func plain(in *bufio.Reader) (*bufio.Reader, error) {
	start, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}):
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		return bufio.NewReaderSize(unzipped, 1<<16), nil
	case bytes.HasPrefix(start, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return nil, errors.New("zstd: decompress it first (zstd -d), or use the file exporter without compression")
	}
	return in, nil
}

func read(in *bufio.Reader, stats *Stats, yield func(*Record)) error {
	var line []byte
	for {
		var err error
		line, err = next(in, line[:0])
		if len(line) > 0 {
			stats.line(line, yield)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// next reads a line of at most MaxLine bytes; of a longer one it keeps nothing but one byte, which is no JSON.
func next(in *bufio.Reader, line []byte) ([]byte, error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > MaxLine; !long {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long {
			return []byte{'!'}, err
		}
		return bytes.TrimSpace(line), err
	}
}

func (s *Stats) line(line []byte, yield func(*Record)) {
	s.Lines++
	if err := each(line, func(r *Record) { s.Records++; yield(r) }); err != nil {
		s.Bad++
	}
}
