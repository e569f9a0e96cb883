// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mirror

import (
	"bytes"
	"encoding/json"
	"time"
)

// Splitter cuts one direction of a conversation into messages: stdio has one a line.
type Splitter struct {
	q         *Queue
	direction string
	max       int
	line      []byte
	long      bool
	now       func() time.Time
}

// NewSplitter returns a splitter that queues messages of at most maxBytes.
func NewSplitter(q *Queue, direction string, maxBytes int, now func() time.Time) *Splitter {
	return &Splitter{q: q, direction: direction, max: maxBytes, now: now}
}

// Write takes the next bytes. It copies what it keeps, and never fails.
func (s *Splitter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			s.keep(p)
			break
		}
		s.keep(p[:end])
		s.flush()
		p = p[end+1:]
	}
	return n, nil
}

func (s *Splitter) keep(part []byte) {
	if s.long = s.long || len(s.line)+len(part) > s.max; !s.long {
		s.line = append(s.line, part...)
	}
}

// flush queues the line. What is no JSON object or batch is left out: spliced into a frame it could pass for anything.
func (s *Splitter) flush() {
	line, long := bytes.TrimSpace(s.line), s.long
	s.line, s.long = s.line[:0], false
	if cap(s.line) > 1<<20 {
		s.line = nil
	}
	switch {
	case long:
		s.q.Lose(1)
	case len(line) == 0:
	case line[0] != '{' && line[0] != '[', !json.Valid(line):
		s.q.Lose(1)
	default:
		s.q.Push(s.direction, s.now(), line)
	}
}

// Close queues what came after the last newline.
func (s *Splitter) Close() { s.flush() }
