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
	s.folded = m.tails.take(s.folded[:0], field)
	s.begins, s.last = len(s.folded), text
	s.folded = s.foldText(s.folded, text, s.cfg.MaxText)
	s.search(m, s.folded, s.begins)
	s.pseudonyms(m, text)
	s.shortWords(m, text)
	m.tails.put(field, s.folded[max(0, len(s.folded)-tailLen):], maxTails)
	return s.evident()
}

// anywhere is the field of what was sent last, in whichever field.
const anywhere uint64 = 0

// FindPiece is to be called after FindSent, for the same text. A text that is too short to tell by itself is put behind what was
// sent last, in whichever field.
func (s *Scanner) FindPiece(m *Memory) []Hit {
	own := s.folded[s.begins:]
	s.front = m.tails.take(s.front[:0], anywhere)
	from := len(s.front)
	s.front = append(s.front, own...)
	m.tails.put(anywhere, s.front[max(0, len(s.front)-tailLen):], maxTails)
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

// TakeCode appends to dst the end of what looked like code of some kind, and was last sent in a field.
func (m *Memory) TakeCode(dst []byte, field uint64) []byte { return m.codes.take(dst, field) }

// KeepCode remembers the end of a text that looks like code of some kind, so that an encoding cut anywhere is put together.
func (m *Memory) KeepCode(field uint64, code []byte) {
	most := codeLen
	if bytes.IndexByte(code, '\\') >= 0 {
		most = escapeLen
	}
	if over := len(code) - most; over > 0 {
		code = code[(over+codeStep-1)/codeStep*codeStep:]
	}
	m.codes.put(field, code, maxCodes)
}

const (
	// codeLen is how much of an encoded text is put in front of the next piece: 108 letters in base64, 72 in hex, 48 in percent
	// signs; escapeLen is as much of one with backslashes: 42 letters in \u0041.
	codeLen, escapeLen = 144, 252
	// codeStep is what whole groups of base64, hex and escapes have in common: what is kept begins with one.
	codeStep = 12
)

// take appends the tail of a field to dst, and removes it.
func (t *tails) take(dst []byte, field uint64) []byte {
	all := *t
	for at := 0; at < len(all); {
		end := all.end(at)
		if binary.LittleEndian.Uint64(all[at:]) == field {
			dst = append(dst, all[at+tailHead:end]...)
			*t = all[:at+copy(all[at:], all[end:])]
			break
		}
		at = end
	}
	return dst
}

// put adds the tail of a field that has none. The oldest makes room.
func (t *tails) put(field uint64, text []byte, most int) {
	all, n := *t, 0
	for at := 0; at < len(all); at = all.end(at) {
		n++
	}
	if n == most {
		all = append(all[:0], all[all.end(0):]...)
	}
	if need := len(all) + tailHead + len(text); need > cap(all) {
		all = append(make([]byte, 0, (need+63)&^63), all...) // tails grow with what is sent, until they are full
	}
	*t = append(append(binary.LittleEndian.AppendUint64(all, field), uint8(len(text))), text...)
}

// end is where the tail that begins at ends, and the next one begins.
func (t tails) end(at int) int { return at + tailHead + int(t[at+tailHead-1]) }
