// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

const (
	// maxClause is how far around a keyword, in bytes as package fold reads them, an instruction's words are looked for.
	maxClause      = 140
	maxClauseWords = 18
)

// clause is the words around a keyword within its sentence, as concepts. They are read when asked for, in the text as it is,
// but as if package fold had read it.
type clause struct {
	before, after side
	text          string
	start, end    int  // of the keyword
	address       bool // a URL or a mail address was read over
}

// side is the words on one side of the keyword, the nearest first.
type side struct {
	words [maxClauseWords]concept
	n     int // words read
	at    int // where the last of them ends, seen from the keyword
	next  int // where to read on
	limit int // where a word may be cut; it may lie outside the text
	done  bool
}

func (s *side) reset(at, limit int) { s.n, s.at, s.next, s.limit, s.done = 0, at, at, limit, false }

// around makes c the words around text[start:end].
func (c *clause) around(text string, start, end int) {
	c.text, c.start, c.end, c.address = text, start, end, false
	c.before.reset(start, start-maxClause)
	c.after.reset(end, end+maxClause)
}

// readLeft reads up to n words before the keyword.
func (c *clause) readLeft(n int) {
	for s := &c.before; s.n < min(n, maxClauseWords) && !s.done; {
		c.wordBefore(s)
	}
}

func (c *clause) wordBefore(s *side) {
	i := s.next
	for i > max(0, s.limit) && !isLetter(c.text[i-1]) && !ends(c.text, i-1) {
		i--
		if fold.Dropped(c.text, i) {
			s.limit--
		}
		c.address = c.address || isAddress(c.text, i)
	}
	limit := max(0, s.limit)
	if i == limit || ends(c.text, i-1) {
		s.done = true
		return
	}
	to := i
	for i > limit && isWordByte(c.text[i-1]) {
		i--
	}
	if i == limit && limit > 0 {
		s.done = true
		return
	}
	s.words[s.n], s.at, s.next = meanings.of(c.text, i, to), i, i
	s.n++
}

// readRight reads up to n words after it.
func (c *clause) readRight(n int) {
	for s := &c.after; s.n < min(n, maxClauseWords) && !s.done; {
		c.wordAfter(s)
	}
}

func (c *clause) wordAfter(s *side) {
	i := s.next
	for i < min(len(c.text), s.limit) && !isLetter(c.text[i]) && !ends(c.text, i) {
		if fold.Dropped(c.text, i) {
			s.limit++
		}
		c.address = c.address || isAddress(c.text, i)
		i++
	}
	limit := min(len(c.text), s.limit)
	if i == limit || ends(c.text, i) {
		s.done = true
		return
	}
	at := i
	for i < limit && isWordByte(c.text[i]) {
		i++
	}
	s.words[s.n], s.at, s.next = meanings.of(c.text, at, i), i, i
	s.n++
}

func isWordByte(b byte) bool { return isLetter(b) || b == '\'' || b == '_' }

// ends tells whether a sentence ends at i. A line that goes on in lower case was only wrapped, unless it ends as code does.
func ends(text string, i int) bool {
	switch text[i] {
	case '!', '?':
		return true
	case '.':
		return i+1 == len(text) || isSpace(text[i+1]) || text[i+1] == '"' || text[i+1] == '<'
	case '\n':
		next := pastBlanks(text, i+1)
		return next == len(text) || text[next] < 'a' || text[next] > 'z' || endsCode(text[:i])
	}
	return false
}

// isAddress tells whether what stands at i is part of URLs and mail addresses only.
func isAddress(text string, i int) bool {
	switch text[i] {
	case '@':
		return i > 0 && i+1 < len(text) && isLetter(text[i-1]) && isLetter(text[i+1])
	case ':':
		return i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/'
	}
	return false
}

// addressNear is a guard that wants an address where the words of a clause are looked for.
func addressNear(text string, start, end int) bool {
	around := text[fold.Back(text, start, maxClause):fold.Ahead(text, end, maxClause+len("//"))]
	return strings.IndexByte(around, '@') >= 0 || strings.Contains(around, "://")
}

// ahead tells whether one of the next n words has one of the meanings.
func (c *clause) ahead(n int, what concept) bool {
	c.readRight(n)
	return c.after.has(n, what)
}

// behind tells the same of the last n words.
func (c *clause) behind(n int, what concept) bool {
	c.readLeft(n)
	return c.before.has(n, what)
}

// near tells the same of either side.
func (c *clause) near(n int, what concept) bool { return c.ahead(n, what) || c.behind(n, what) }

func (s *side) has(n int, what concept) bool {
	for _, c := range s.words[:min(n, s.n)] {
		if c&what != 0 {
			return true
		}
	}
	return false
}

// addressed tells whether a URL or a mail address is among the words.
func (c *clause) addressed() bool {
	c.readLeft(maxClauseWords)
	c.readRight(maxClauseWords)
	return c.address
}

// follow tells whether n words follow.
func (c *clause) follow(n int) bool {
	c.readRight(n)
	return c.after.n >= n
}

// last returns where the last of the words after the keyword ends.
func (c *clause) last() int {
	c.readRight(maxClauseWords)
	return c.after.at
}

// called tells whether the keyword is spoken to: it stands at the beginning of a sentence, a line or a quotation, a word or two
// before it perhaps, and a comma, a colon or an exclamation mark after it; then comes an order.
func (c *clause) called() bool {
	i := c.wordEnd()
	if i == len(c.text) || !calling[c.text[i]] {
		return false
	}
	next := pastBlanks(c.text, i+1)
	if next == i+1 || next == len(c.text) || isSpace(c.text[next]) || !c.opens(3) {
		return false
	}
	const order = acting | showing | sending | dropping | keeping
	return c.ahead(1, order|you) || c.ahead(1, leading) && c.ahead(7, order) ||
		c.text[i] == ',' && c.opens(2) && c.follow(minCall) && !c.ahead(1, idle) && c.text[next] >= 'a' && c.text[next] <= 'z'
}

// calling ends a call; joining stands before a word that belongs to the one before.
var (
	calling = [256]bool{',': true, ':': true, '!': true}
	joining = [256]bool{',': true, '/': true, '=': true}
)

// minCall is how many words must follow somebody spoken to, where the first of them is none that orders begin with.
const minCall = 4

// opens tells whether at most n words stand between the keyword and the beginning of its sentence, line or quotation.
func (c *clause) opens(n int) bool {
	i := c.wordStart()
	for least := i - maxClause; n >= 0 && i >= least; n-- {
		for i > 0 && (fold.IsBlank(c.text[i-1]) || c.text[i-1] == '*') {
			i--
			if fold.Dropped(c.text, i) {
				least--
			}
		}
		if i == 0 || !isWordByte(c.text[i-1]) && c.text[i-1] != '-' {
			return i == 0 || !joining[c.text[i-1]]
		}
		for i > 0 && i >= least && (isWordByte(c.text[i-1]) || c.text[i-1] == '-') {
			i--
		}
	}
	return false
}

// meant tells whether what follows is meant for the keyword: "for agents:", "(agents only)", "to any AI:".
func (c *clause) meant() bool {
	after := c.text[c.wordEnd():]
	if next := pastBlanks(after, 0); next > 0 && strings.HasPrefix(after[next:], "only") {
		return true
	}
	if !strings.HasPrefix(strings.TrimPrefix(after, ")"), ":") {
		return false
	}
	start := c.wordStart()
	var read fold.Text
	before := strings.ToLower(read.Set(c.text, fold.Back(c.text, start, maxMeant), start))
	before = before[max(0, len(before)-maxMeant):]
	at := max(strings.LastIndex(before, "for "), strings.LastIndex(before, "to "))
	return at >= 0 && (at == 0 || !isLetter(before[at-1])) && strings.Count(before[at:], " ") <= 3
}

// maxMeant is how far before the keyword a "for" or "to" may stand.
const maxMeant = 28

// wordStart and wordEnd are where the word of the keyword begins and ends: a keyword may hold the characters around it.
func (c *clause) wordStart() int {
	i := c.start
	for i < c.end && !isLetter(c.text[i]) {
		i++
	}
	return i
}

func (c *clause) wordEnd() int {
	i := c.end
	if i > 0 && !isWordByte(c.text[i-1]) {
		return i - 1
	}
	for end := min(len(c.text), i+maxWord); i < end && isWordByte(c.text[i]); i++ {
	}
	return i
}

func pastBlanks(text string, at int) int {
	for at < len(text) && fold.IsBlank(text[at]) {
		at++
	}
	return at
}

// inCode are characters that lines of code have, and prose seldom.
const inCode = "(){}[];="

// endsCode tells whether a line ends as code does.
func endsCode(line string) bool {
	start, _ := fold.Before(line, len(line))
	return start > 0 && strings.IndexByte(inCode, line[start-1]) >= 0
}

// isCode tells whether what a pattern found is lines of code, each of which says something of its own: it goes on in an indented
// line, or one that is indented behind the marker of a comment, and holds what only code has. Brackets that begin a phrase are its
// own. read is what was found without the markers.
func isCode(found, read string) bool {
	if i := strings.IndexAny(read, inCode); i <= 0 {
		return false
	}
	for i := range len(found) - 1 {
		if found[i] == '\n' && isIndented(found, i+1) {
			return true
		}
	}
	return false
}

// isIndented tells whether the line at text[at:] is indented. Of the blanks between a marker and a text, the first one is not for that.
func isIndented(text string, at int) bool {
	first := pastBlanks(text, at)
	if end := fold.AfterMarkers(text, first); end > first {
		return end < len(text) && text[end] == '\t' || end+1 < len(text) && fold.IsBlank(text[end]) && fold.IsBlank(text[end+1])
	}
	return first > at
}
