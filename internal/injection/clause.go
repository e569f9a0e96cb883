// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import "strings"

const (
	// maxClause is how far around a keyword, in bytes, an instruction's words are looked for.
	maxClause      = 140
	maxClauseWords = 18
)

// clause is the words around a keyword within its sentence, as concepts, the nearest first.
type clause struct {
	left, right [maxClauseWords]concept
	nl, nr      int
	from, to    int  // where they stand
	address     bool // a URL or a mail address is among them
	text        string
	start, end  int // of the keyword
}

// clauseAround reads the words around text[start:end].
func clauseAround(text string, start, end int) (c clause) {
	c.from, c.to, c.text, c.start, c.end = start, end, text, start, end
	c.readLeft(max(0, start-maxClause))
	c.readRight(min(len(text), end+maxClause))
	return c
}

// readLeft reads the words before the keyword, down to limit, where a word may be cut.
func (c *clause) readLeft(limit int) {
	for i := c.start; c.nl < maxClauseWords; c.nl++ {
		for i > limit && !isLetter(c.text[i-1]) && !ends(c.text, i-1) {
			i--
			c.address = c.address || isAddress(c.text, i)
		}
		if i == limit || ends(c.text, i-1) {
			return
		}
		to := i
		for i > limit && isWordByte(c.text[i-1]) {
			i--
		}
		if i == limit && limit > 0 {
			return
		}
		c.left[c.nl], c.from = meanings.of(c.text, i, to), i
	}
}

// readRight reads the words after it.
func (c *clause) readRight(limit int) {
	for i := c.end; c.nr < maxClauseWords; c.nr++ {
		for i < limit && !isLetter(c.text[i]) && !ends(c.text, i) {
			c.address = c.address || isAddress(c.text, i)
			i++
		}
		if i == limit || ends(c.text, i) {
			return
		}
		at := i
		for i < limit && isWordByte(c.text[i]) {
			i++
		}
		c.right[c.nr], c.to = meanings.of(c.text, at, i), i
	}
}

func isWordByte(b byte) bool { return isLetter(b) || b == '\'' || b == '_' }

// ends tells whether a sentence ends at i. A line that goes on in lower case was only wrapped.
func ends(text string, i int) bool {
	switch text[i] {
	case '!', '?':
		return true
	case '.':
		return i+1 == len(text) || isSpace(text[i+1]) || text[i+1] == '"' || text[i+1] == '<'
	case '\n':
		return i+1 == len(text) || text[i+1] < 'a' || text[i+1] > 'z'
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
	around := text[max(0, start-maxClause):min(len(text), end+maxClause+len("//"))]
	return strings.IndexByte(around, '@') >= 0 || strings.Contains(around, "://")
}

// ahead tells whether one of the next n words has one of the meanings.
func (c *clause) ahead(n int, what concept) bool { return among(c.right[:min(n, c.nr)], what) }

// behind tells the same of the last n words.
func (c *clause) behind(n int, what concept) bool { return among(c.left[:min(n, c.nl)], what) }

// near tells the same of either side.
func (c *clause) near(n int, what concept) bool { return c.ahead(n, what) || c.behind(n, what) }

func among(list []concept, what concept) bool {
	for _, c := range list {
		if c&what != 0 {
			return true
		}
	}
	return false
}

// called tells whether the keyword is spoken to: it stands at the beginning of a sentence, a line or a quotation, a word or two
// before it perhaps, and a comma, a colon or an exclamation mark after it; then comes an order.
func (c *clause) called() bool {
	i := c.wordEnd()
	if i+2 >= len(c.text) || !calling[c.text[i]] || c.text[i+1] != ' ' || !c.opens(3) {
		return false
	}
	const order = acting | showing | sending | dropping | keeping
	return c.ahead(1, order|you) || c.ahead(1, leading) && c.ahead(7, order) ||
		c.text[i] == ',' && c.opens(2) && c.nr >= minCall && !c.ahead(1, idle) && c.text[i+2] >= 'a' && c.text[i+2] <= 'z'
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
	for ; n >= 0; n-- {
		for i > 0 && (c.text[i-1] == ' ' || c.text[i-1] == '*') {
			i--
		}
		if i == 0 || !isWordByte(c.text[i-1]) && c.text[i-1] != '-' {
			return i == 0 || !joining[c.text[i-1]]
		}
		for i > 0 && (isWordByte(c.text[i-1]) || c.text[i-1] == '-') {
			i--
		}
	}
	return false
}

// meant tells whether what follows is meant for the keyword: "for agents:", "(agents only)", "to any AI:".
func (c *clause) meant() bool {
	after := c.text[c.wordEnd():]
	if strings.HasPrefix(after, " only") {
		return true
	}
	if !strings.HasPrefix(strings.TrimPrefix(after, ")"), ":") {
		return false
	}
	start := c.wordStart()
	before := strings.ToLower(c.text[max(0, start-maxMeant):start])
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
	for i < len(c.text) && isWordByte(c.text[i]) {
		i++
	}
	return i
}
