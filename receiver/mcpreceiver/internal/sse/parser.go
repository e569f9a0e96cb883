// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package sse reads server-sent events (WHATWG HTML, "Server-sent events") from chunks of a stream as they pass by.
package sse

import "bytes"

// Event is one event. Its bytes are valid until the callback that got it returns.
type Event struct {
	ID   []byte // empty where the event sets none
	Type []byte // empty means "message"
	Data []byte
	// Size is how many bytes of data the event had. It is more than len(Data) where the event was longer than the limit;
	// Data is then empty.
	Size int
}

// Parser takes a stream apart. The zero value is not ready, use NewParser. It is not safe for concurrent use.
type Parser struct {
	max     int
	line    []byte // the part of a line that came with earlier chunks
	data    []byte
	id, typ []byte
	size    int
	lines   int  // data lines of the current event
	skipLF  bool // a CR ended the last line, so a LF belongs to it
	began   bool
	// long says that the current line is longer than max and is being skipped, longData that it is data.
	long, longData bool
}

// NewParser returns a parser that keeps at most maxData bytes of an event's data. Longer data is skipped, not kept.
func NewParser(maxData int) *Parser { return &Parser{max: maxData} }

// fieldRoom is what a line may have beside the data itself: the field name, colon and space, or an id.
const fieldRoom = 1024

// Feed takes the next chunk and calls emit for every event that it completes.
func (p *Parser) Feed(chunk []byte, emit func(Event)) {
	if !p.began && len(chunk) > 0 {
		chunk = p.cutBOM(chunk)
	}
	for len(chunk) > 0 {
		if p.skipLF {
			p.skipLF = false
			if chunk[0] == '\n' {
				chunk = chunk[1:]
				continue
			}
		}
		end := lineEnd(chunk)
		if end < 0 {
			p.keep(chunk)
			return
		}
		p.skipLF = chunk[end] == '\r'
		p.endLine(chunk[:end], emit)
		chunk = chunk[end+1:]
	}
}

func lineEnd(chunk []byte) int {
	lf := bytes.IndexByte(chunk, '\n')
	head := chunk
	if lf >= 0 {
		head = chunk[:lf]
	}
	if cr := bytes.IndexByte(head, '\r'); cr >= 0 {
		return cr
	}
	return lf
}

// cutBOM drops a byte order mark at the start. One that is split over chunks makes the first line unknown, which is
// ignored like any unknown field.
func (p *Parser) cutBOM(chunk []byte) []byte {
	p.began = true
	return bytes.TrimPrefix(chunk, []byte("\xef\xbb\xbf"))
}

// keep holds on to the start of a line. Of one that is too long only the size is kept, and that only if it is data: other
// fields of such a length are ignored.
func (p *Parser) keep(part []byte) {
	if p.long {
		p.skip(len(part))
		return
	}
	size := len(p.line) + len(part)
	if size <= p.max+fieldRoom {
		p.line = append(p.line, part...)
		return
	}
	p.line = append(p.line, part[:min(len(part), len("data: "))]...) // enough to tell data by
	p.long, p.longData = true, bytes.HasPrefix(p.line, []byte("data:"))
	if p.longData {
		p.lines++
		p.skip(size - len("data:"))
		if bytes.HasPrefix(p.line, []byte("data: ")) {
			p.size--
		}
	}
	p.line = p.line[:0]
}

func (p *Parser) skip(n int) {
	if p.longData {
		p.size += n
	}
}

func (p *Parser) endLine(part []byte, emit func(Event)) {
	if !p.long && len(p.line) == 0 {
		p.field(part, emit)
		return
	}
	if p.keep(part); p.long {
		p.long = false
		return
	}
	p.field(p.line, emit)
	p.line = p.line[:0]
}

func (p *Parser) field(line []byte, emit func(Event)) {
	if len(line) == 0 {
		p.dispatch(emit)
		return
	}
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(name) {
	case "data":
		p.addData(value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 && len(value) <= fieldRoom {
			p.id = append(p.id[:0], value...)
		}
	case "event":
		if len(value) <= fieldRoom {
			p.typ = append(p.typ[:0], value...)
		}
	}
}

func (p *Parser) addData(value []byte) {
	p.lines++
	p.size += len(value)
	if p.size > p.max {
		return
	}
	if p.lines > 1 {
		p.data = append(p.data, '\n')
	}
	p.data = append(p.data, value...)
}

func (p *Parser) dispatch(emit func(Event)) {
	if p.lines > 0 {
		ev := Event{ID: p.id, Type: p.typ, Data: p.data, Size: p.size}
		if p.size > p.max {
			ev.Data = nil
		}
		emit(ev)
	}
	p.data, p.id, p.typ = p.data[:0], p.id[:0], p.typ[:0]
	p.size, p.lines = 0, 0
	if cap(p.data) > 1<<16 {
		p.data = nil
	}
	if cap(p.line) > 1<<16 {
		p.line = nil
	}
}
