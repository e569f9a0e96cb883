// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "strings"

// Name keeps one mark under a source: a value that a text named, to be recognised when it is used. It reports whether an
// older mark had to go.
func (s *Scanner) Name(m *Memory, src Source, mark *Mark) (evicted bool) {
	return m.addMark(keyOf(mark), mark.first, src, s.cfg.MaxMarks)
}

// NameText is Name for a whole text that is a value.
func (s *Scanner) NameText(m *Memory, src Source, kind Kind, text string) (evicted bool) {
	text = text[:min(len(text), maxMarkLen)]
	if word, size := foldShort(text); size < headLen {
		return m.addMark(shortKey(kind, size, hashShort(word, size)), byte(word), src, s.cfg.MaxMarks)
	}
	if digitsEnd(text, 0) == len(text) { // folded they are the same
		s.word = append(s.word[:0], text...)
	} else {
		s.word = fold(s.word[:0], text, maxMarkLen)
	}
	mark := markOf(kind, s.word, 0, len(text))
	return s.Name(m, src, &mark)
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
		s.shortNamed(m, text)
	}
	return s.hits
}

func (s *Scanner) shortNamed(m *Memory, text string) {
	if word, size := foldShort(text); size == len(text) && word&highs == 0 { // a word, and no blanks in Unicode to be cut off
		s.shortMark(m, word, size)
		return
	}
	text = strings.TrimSpace(text)
	for w := range words(text) {
		if first := folds[text[w.start]]; w.end-w.start <= 2*headLen && (first == 0 || m.marks.short.have(first)) {
			word, size := foldShort(text[w.start:w.end])
			s.shortMark(m, word, size)
		}
	}
	if len(text) <= 2*headLen && (strings.IndexByte(text, ' ') >= 0 || strings.IndexByte(text, '\'') >= 0) {
		word, size := foldShort(text)
		s.shortMark(m, word, size)
	}
}

// shortMark looks a folded word up, whatever kind it was named as.
func (s *Scanner) shortMark(m *Memory, word uint64, size int) {
	if size == 0 || size == headLen || !m.marks.short.have(byte(word)) {
		return // it has no letters, may be long, or begins as none does
	}
	hash := hashShort(word, size)
	head := headKey(uint32(hash >> 32))
	b := m.marks.bucket(uint64(head))
	for found := b.heads(head); found != 0; found = found.next() {
		k, src := b.at(found)
		if k.head() == head && k.full() == fullKey(hash) && k.size() == size { // a free place has no size
			s.hit(src).count(k.kind())
		}
	}
}
