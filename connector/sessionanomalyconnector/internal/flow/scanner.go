// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "slices"

// Config bounds the memory of one session and the work on one text.
type Config struct {
	// MaxPrints and MaxMarks are how many fingerprints and marks a session keeps; powers of two. Past them the oldest go.
	MaxPrints, MaxMarks int
	// PrintsPerText and MarksPerText are how many one text may add, so that one large result cannot push out all others. As long as
	// there is room it may have more fingerprints.
	PrintsPerText, MarksPerText int
	// MaxText is how many bytes of one text are read.
	MaxText int
}

// DefaultConfig keeps about 2 KB of a busy session.
func DefaultConfig() Config {
	return Config{MaxPrints: 256, MaxMarks: 128, PrintsPerText: 32, MarksPerText: 32, MaxText: 64 << 10}
}

// Scanner reads texts into memories and finds them again. It holds scratch space: one Scanner serves any number of memories,
// one at a time.
type Scanner struct {
	cfg    Config
	folded []byte // what was sent before and, from offset begins on, the text last folded
	begins int
	last   string // the text last folded
	front  []byte // room to put together what was sent piece by piece
	word   []byte
	prints []uint32
	marks  []Mark
	marked string // the text that has them
	part   []Mark
	hits   []Hit
	found  []place
	own    []int
	tells  tells
	piece  bool   // the text last looked at is as short as a piece, and some of it stood in a result
	hinted string // the text that has the hints
	hints  hints
}

// place is a gram of the folded text that a source holds.
type place struct {
	at  int
	src Source
	bit uint8 // of Hit.Grams
}

// NewScanner returns a Scanner.
func NewScanner(cfg Config) *Scanner { return &Scanner{cfg: cfg} }

// Marks lists the marks of text, at most MarksPerText. The slice is valid until the next call.
func (s *Scanner) Marks(text string) []Mark {
	if len(text) < minMark {
		return nil
	}
	if text = text[:min(len(text), s.cfg.MaxText)]; text != s.marked {
		s.marks, s.marked = s.appendMarks(s.marks[:0], text, s.cfg.MarksPerText), text
	}
	return s.marks
}

// Remember keeps what text says under src, except what is known already: who said it first stays its source. It returns
// how many older entries had to go.
func (s *Scanner) Remember(m *Memory, src Source, text string) (evicted int) {
	evicted = s.RememberPassages(m, src, text)
	marks := s.Marks(text)
	for i := range marks {
		if m.addMark(keyOf(&marks[i]), marks[i].first, src, s.cfg.MaxMarks) {
			evicted++
		}
	}
	return evicted
}

// RememberPassages is Remember without the marks.
func (s *Scanner) RememberPassages(m *Memory, src Source, text string) (evicted int) {
	if !src.own() {
		m.latest = src
	}
	if len(text) < gram {
		return 0
	}
	folded := s.fold(text)
	if n, least := len(folded)-gram+1, s.cfg.PrintsPerText; n <= long*least {
		return m.addSpaced(folded, strideOf(n, least), src, s.cfg.MaxPrints)
	}
	return m.addPrints(s.fingerprints(folded, s.unused(m)), src, s.cfg.MaxPrints)
}

// Knows reports where a mark was first seen.
func (m *Memory) Knows(mark *Mark) (Source, bool) {
	return m.marks.find(keyOf(mark))
}

// Find lists what text has in common with the results in m, by source in order of appearance. What the caller supplied
// itself is left out. The slice is valid until the next call.
func (s *Scanner) Find(m *Memory, text string) []Hit {
	s.hits, s.piece = s.hits[:0], false
	if len(text) >= gram && m.prints.held > 0 || len(text) >= headLen && m.hasLong() {
		s.search(m, s.fold(text), 0)
	}
	s.pseudonyms(m, text)
	s.shortWords(m, text)
	return s.evident()
}

// evident leaves out the sources with which the text shares a single phrase.
func (s *Scanner) evident() []Hit {
	if len(s.hits) > 0 {
		s.weed()
	}
	return s.hits
}

// weed is evident where there is something to leave out.
func (s *Scanner) weed() {
	s.hits = slices.DeleteFunc(s.hits, func(h Hit) bool {
		return (h.Passage == 0 || h.Passage+h.before <= minPassage) && h.Marks == [kinds]uint8{}
	})
	for i := range s.hits {
		s.hits[i].Bytes = max(s.hits[i].news, s.hits[i].marked)
	}
}

// search looks for passages and long marks in a folded text; what ends at or before from was reported earlier. It still tells
// whether a piece goes on with it, which may be shorter than two fingerprints are apart.
func (s *Scanner) search(m *Memory, folded []byte, from int) {
	s.found, s.own = s.found[:0], s.own[:0]
	if m.prints.held > 0 {
		s.grams(m, folded, max(0, from-gram+1))
		if from >= gram && len(s.found) > 0 && len(folded)-from <= Guarantee {
			s.found, s.own = s.found[:0], s.own[:0]
			s.grams(m, folded, 0)
		}
	}
	s.piece = len(s.found) > 0 && len(folded)-from <= Guarantee
	if m.hasLong() {
		s.longMarks(m, folded, from)
	}
	if len(s.found) > 0 {
		s.passages(m, from)
	}
}

// Piece reports whether the text last looked for may be a piece of a result, though it is too short to tell.
func (s *Scanner) Piece() bool { return s.piece }

// hasLong reports whether there may be marks that are found inside longer text.
func (m *Memory) hasLong() bool { return m.marks.held > 0 && m.marks.long != 0 }

// longMarks looks for the marks that are found inside longer text, too.
func (s *Scanner) longMarks(m *Memory, folded []byte, from int) {
	for i := max(0, from-int(m.marks.longest)+1); i+headLen <= len(folded); i++ {
		if m.marks.long.have(folded[i]) {
			s.longMark(m, folded, i, from)
		}
	}
}

// grams looks up those that begin at first or later.
func (s *Scanner) grams(m *Memory, folded []byte, first int) {
	for i := m.prints.next(folded, first); i < len(folded); i = m.prints.next(folded, i+1) {
		s.gram(m, i, printKey(hashGram(folded[i:])))
	}
}

// gram looks the gram at i up.
func (s *Scanner) gram(m *Memory, i int, key uint32) {
	switch src, ok := m.prints.find(key); {
	case !ok:
	case src.own():
		s.own = append(s.own, i)
	default:
		s.found = append(s.found, place{i, src, uint8(key >> (printBits - 6))})
	}
}

// passages adds up the grams found, without those in a passage that the caller supplied itself: of a passage that two hold, the
// table has some grams from the one and some from the other. What an earlier source said is no Bytes of a later one.
func (s *Scanner) passages(m *Memory, from int) {
	next := 0
	several := slices.ContainsFunc(s.found, func(f place) bool { return f.src != s.found[0].src })
	for i, f := range s.found {
		for next < len(s.own) && s.own[next] < f.at {
			next++
		}
		if !supplied(s.own, next, f.at) {
			s.hit(f.src).passage(f, from, several && s.saidBefore(m, i))
		}
	}
}

// between is how far apart two grams of one passage can be.
const between = 2 * maxStride

// supplied reports whether the gram at overlaps a gram of the caller's own, or stands between two of one passage; next is the
// first of them that is not before it.
func supplied(own []int, next, at int) bool {
	before, after := between, between
	if next > 0 {
		before = at - own[next-1]
	}
	if next < len(own) {
		after = own[next] - at
	}
	return min(before, after) < gram || before+after <= between
}

// saidBefore reports whether the i-th gram found stands between two of one passage that earlier sources said.
func (s *Scanner) saidBefore(m *Memory, i int) bool {
	f := s.found[i]
	before, after := between, between
	for j := i - 1; j >= 0 && f.at-s.found[j].at < between; j-- {
		if m.earlier(s.found[j].src, f.src) {
			before = f.at - s.found[j].at
			break
		}
	}
	for j := i + 1; j < len(s.found) && s.found[j].at-f.at < between; j++ {
		if m.earlier(s.found[j].src, f.src) {
			after = s.found[j].at - f.at
			break
		}
	}
	return before+after <= between
}

func (s *Scanner) longMark(m *Memory, folded []byte, i, from int) {
	head := headKey(hashHead(folded[i:]))
	b := m.marks.bucket(uint64(head))
	for found := b.heads(head); found != 0; found = found.next() {
		k, src := b.at(found)
		end := i + k.size()
		if k.head() != head || k.size() < headLen || end > len(folded) || end <= from || src.own() {
			continue // also a free place, whose size is zero
		}
		if fullKey(hashBytes(folded[i:end])) == k.full() {
			s.hit(src).mark(k.kind(), i, end, from)
		}
	}
}

func (s *Scanner) pseudonyms(m *Memory, text string) {
	if len(text) < minPseudonym || !s.hasPseudonym(text[:min(len(text), s.cfg.MaxText)]) {
		return
	}
	for _, mark := range s.Marks(text) {
		if src, ok := m.Knows(&mark); ok && mark.Kind == Pseudonym && !src.own() {
			h := s.hit(src)
			h.count(Pseudonym)
			h.marked += mark.End - mark.Start
			h.Labels = append(h.Labels, mark.Label)
		}
	}
}

// shortWords finds the marks that are too short to be searched for inside other text.
func (s *Scanner) shortWords(m *Memory, text string) {
	if m.marks.short == 0 || !m.marks.short.among(text) {
		return
	}
	for _, mark := range s.Marks(text) {
		if mark.Kind == Pseudonym || mark.size >= headLen {
			continue
		}
		if src, ok := m.Knows(&mark); ok && !src.own() {
			h := s.hit(src)
			h.count(mark.Kind)
			h.marked += int(mark.size)
		}
	}
}

// minPassage is the longest passage that is still a mere phrase.
const minPassage = gram + 4

func (s *Scanner) hit(src Source) *Hit {
	for i := range s.hits {
		if s.hits[i].Source == src {
			return &s.hits[i]
		}
	}
	s.hits = append(s.hits, Hit{Source: src})
	return &s.hits[len(s.hits)-1]
}
