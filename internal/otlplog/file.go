// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// MaxLine is the longest line that is read; longer ones are counted as bad.
const MaxLine = 64 << 20

const bufferSize = 64 << 10

// Stats says what a file held.
type Stats struct {
	Path    string `json:"path"`
	Bytes   int64  `json:"bytes"` // on disk
	Lines   int    `json:"lines"`
	Bad     int    `json:"bad_lines"`        // not OTLP-JSON, or longer than MaxLine
	Records int    `json:"records"`          // in good lines
	Cut     bool   `json:"cut,omitempty"`    // a compressed file ends too early, as one that is still written does
	Broken  string `json:"broken,omitempty"` // why a file could not be read to its end
}

// ReadFile calls yield with every record of a file. Bad lines are counted and skipped; where a file's compression is broken, what
// came before is read. An error means that the file cannot be opened, or is in a format that cannot be read at all.
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
	in, err := plain(bufio.NewReaderSize(file, bufferSize))
	if err != nil {
		return stats, fmt.Errorf("%s: %w", path, err)
	}
	defer in.Close()
	switch err := read(bufio.NewReaderSize(in, bufferSize), &stats, yield); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		stats.Cut = true
	case err != nil:
		stats.Broken = err.Error()
	}
	return stats, nil
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
