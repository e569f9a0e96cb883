// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"bytes"
	"encoding/binary"
)

const (
	// tailLen is how much of what went out before is put in front of what goes out next: enough for a passage of Guarantee
	// letters or a key cut anywhere.
	tailLen = Guarantee + 1
	// maxTails is how many fields of a session have a tail, what was sent last in any of them counting as one, and maxCodes
	// how many have the end of a code. The one used least recently goes first.
	maxTails = 5
	maxCodes = 2
	// tailHead is what stands before the text of a tail: its field and its length.
	tailHead = 9
)

// tails are the ends of what was last sent in some fields, one after the other, the one used latest at the end.
type tails []byte

// Field names a place that text is sent to: an argument of a tool.
func Field(tool, path string) uint64 { return hashText(tool)*mix2 ^ hashText(path) }

// FindSent is Find for a field that goes out. It also sees content that was cut into pieces and sent one by one in the same
// field: the end of the former piece is put in front of this one.
func (s *Scanner) FindSent(m *Memory, field uint64, text string) []Hit {
	s.hits = s.hits[:0]
	at := m.tails.find(field)
	s.folded = append(s.folded[:0], m.tails.text(at)...)
	s.begins, s.last = len(s.folded), text
	s.folded = s.foldText(s.folded, text, s.cfg.MaxText)
	s.search(m, s.folded, s.begins)
	s.pseudonyms(m, text)
	s.shortWords(m, text)
	m.tails.put(at, field, s.folded[max(0, len(s.folded)-tailLen):], maxTails)
	return s.evident()
}

// anywhere is the field of what was sent last, in whichever field.
const anywhere uint64 = 0

// FindPiece is to be called after FindSent, for the same text. A text that is too short to tell by itself is put behind what was
// sent last, in whichever field.
func (s *Scanner) FindPiece(m *Memory) []Hit {
	own := s.folded[s.begins:]
	at := m.tails.find(anywhere)
	s.front = append(s.front[:0], m.tails.text(at)...)
	from := len(s.front)
	s.front = append(s.front, own...)
	m.tails.put(at, anywhere, s.front[max(0, len(s.front)-tailLen):], maxTails)
	if s.hits = s.hits[:0]; len(own) < 3*gram && from > 0 {
		s.search(m, s.front, from)
	}
	return s.evident()
}

// FindAfter is Find for a text before which another went out, of which all was reported.
func (s *Scanner) FindAfter(m *Memory, before, text string) []Hit {
	s.hits = s.hits[:0]
	s.front = s.foldText(s.front[:0], before, s.cfg.MaxText)
	from := len(s.front)
	s.front = s.foldText(s.front, text, s.cfg.MaxText)
	s.search(m, s.front, from)
	s.pseudonyms(m, text)
	return s.evident()
}

// TakeCode appends to dst the end of what looked like code of some kind, and was last sent in a field. It forgets it.
func (m *Memory) TakeCode(dst []byte, field uint64) []byte {
	at := m.codes.find(field)
	if at < len(m.codes) {
		dst = append(dst, m.codes.text(at)...)
		m.codes.cut(at)
	}
	return dst
}

// KeepCode remembers the end of a text that looks like code of some kind, so that an encoding cut anywhere is put together.
// The field has none: TakeCode was asked before.
func (m *Memory) KeepCode(field uint64, code []byte) {
	most := codeLen
	if bytes.IndexByte(code, '\\') >= 0 {
		most = escapeLen
	}
	if over := len(code) - most; over > 0 {
		code = code[(over+codeStep-1)/codeStep*codeStep:]
	}
	m.codes.put(len(m.codes), field, code, maxCodes)
}

const (
	// codeLen is how much of an encoded text is put in front of the next piece: 108 letters in base64, 72 in hex, 48 in percent
	// signs; escapeLen is as much of one with backslashes: 42 letters in \u0041.
	codeLen, escapeLen = 144, 252
	// codeStep is what whole groups of base64, hex and escapes have in common: what is kept begins with one.
	codeStep = 12
)

// find tells where the tail of a field begins. A field that has none would have it at the end.
func (t tails) find(field uint64) (at int) {
	for at < len(t) && binary.LittleEndian.Uint64(t[at:]) != field {
		at = t.end(at)
	}
	return at
}

// end is where the tail that begins at ends, and the next one begins.
func (t tails) end(at int) int { return at + tailHead + int(t[at+tailHead-1]) }

// text is that of the tail found there.
func (t tails) text(at int) []byte {
	if at == len(t) {
		return nil
	}
	return t[at+tailHead : t.end(at)]
}

// cut removes the tail that begins at.
func (t *tails) cut(at int) {
	all := *t
	*t = all[:at+copy(all[at:], all[all.end(at):])]
}

// put adds the tail of a field, of which the former one was found there. If there was none, the oldest makes room.
func (t *tails) put(at int, field uint64, text []byte, most int) {
	if at < len(*t) {
		t.cut(at)
	} else if t.count() == most {
		t.cut(0)
	}
	from := len(*t)
	end := from + tailHead + len(text)
	if end > cap(*t) {
		*t = append(make([]byte, 0, (end+63)&^63), *t...) // tails grow with what is sent, until they are full
	}
	*t = (*t)[:end]
	tail := (*t)[from:]
	binary.LittleEndian.PutUint64(tail, field)
	tail[tailHead-1] = uint8(len(text))
	copy(tail[tailHead:], text)
}

func (t tails) count() (n int) {
	for at := 0; at < len(t); at = t.end(at) {
		n++
	}
	return n
}
