// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "strings"

// Name keeps one mark under a source: a value that a text named, to be recognised when it is used. It reports whether an
// older mark had to go.
func (s *Scanner) Name(m *Memory, src Source, mark *Mark) (evicted bool) {
	return m.addMark(mark, src, s.cfg.MaxMarks)
}

// FindNamed lists the marks kept with Name that text uses. Other than Find it also knows marks of any length and weak ones:
// a short mark counts when it is a word of the text or the whole text.
func (s *Scanner) FindNamed(m *Memory, text string) []Hit {
	s.hits = s.hits[:0]
	if m.marks.held == 0 {
		return nil
	}
	text = text[:min(len(text), s.cfg.MaxText)]
	if len(text) >= headLen && m.marks.long != 0 {
		s.longMarks(m, s.fold(text), 0)
	}
	s.pseudonyms(m, text)
	if m.marks.short.among(text) {
		s.shortNamed(m, strings.TrimSpace(text))
	}
	return s.hits
}

func (s *Scanner) shortNamed(m *Memory, text string) {
	for w := range words(text) {
		if w.end-w.start <= 2*headLen {
			s.shortMark(m, text[w.start:w.end])
		}
	}
	if len(text) <= 2*headLen && (strings.IndexByte(text, ' ') >= 0 || strings.IndexByte(text, '\'') >= 0) {
		s.shortMark(m, text)
	}
}

// shortMark looks a word up, whatever kind it was named as.
func (s *Scanner) shortMark(m *Memory, word string) {
	if strings.IndexByte(word, '\\') >= 0 {
		s.word = fold(s.word[:0], word, maxMarkLen)
		word = string(s.word)
	}
	var folded [headLen]byte
	size := 0
	for i := range len(word) {
		f := folds[word[i]]
		switch {
		case f == 0:
		case size+1 == headLen, size == 0 && !m.marks.short.have(f):
			return // it is long, or begins as none does
		default:
			folded[size] = f
			size++
		}
	}
	if size == 0 {
		return
	}
	hash := hashBytes(folded[:size])
	head := headKey(uint32(hash >> 32))
	b := m.marks.bucket(uint64(head))
	for found := b.heads(head); found != 0; found = found.next() {
		k, src := b.at(found)
		if k.head() == head && k.full() == fullKey(hash) && k.size() == size { // a free place has no size
			s.hit(src).count(k.kind())
		}
	}
}
