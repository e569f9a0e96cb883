// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"math"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// A window is exact when these things hold of a rule:
//
//  1. every match holds one of the rule's keywords (holdsKeyword decides it, or the rule says so);
//  2. from the beginning of a keyword, a match reaches over at most so many characters in either direction, and any number of
//     bytes that cost nothing (boundsOf computes both);
//  3. no byte of a match is a barrier: a window ends at the next one on either side;
//  4. the windows of one rule that overlap are merged: keywords come in the order of their beginnings, windows therefore,
//     too, and one is closed when the next begins where it ends, or after.
//
// Let W be a merged window and p its first byte. No match of the plain scan covers both p-1 and p: that match would hold a
// keyword (1), whose window covers the match (2, 3), and so would have been merged into W (4). So the plain scan, too, looks for
// its next match from p on. The expression sees a character more on either side of W, so that the edges of what it sees cannot
// make `^`, `$` or `\b` match where they would not in the whole text; a match that covers such a character would, again, hold a
// keyword whose window covers it. So both scans find the same sequence of matches in W.

// bounds says how far from a keyword a match can reach.
type bounds struct {
	before, after int         // what the bytes on either side of the beginning of a keyword may cost
	bytes         int         // how many there may be
	left          int         // how many before the keyword; 0 where it is not known
	least         int         // how many the shortest match has
	costs         *[256]uint8 // nil where a window is all of the bytes around a keyword
}

// What a byte of a window costs. What an expression repeats without bound costs nothing. Nor do line breaks: expressions for
// wrapped text allow them in many places, and few are taken. What no match holds is a barrier. A character costs once.
const (
	costNothing = iota
	costOne
	barrier
)

// maxReach is the longest reach worth a window, in bytes. Expressions that reach further see the whole text.
const maxReach = 8192

// everywhere are the bounds of an expression that sees the whole text.
var everywhere = bounds{bytes: math.MaxInt32 / 2}

// size is how much a part of an expression matches at most, what it repeats without bound not counted.
type size struct{ bytes, chars int }

func (s size) times(n int) size { return size{min(s.bytes*n, maxReach+1), min(s.chars*n, maxReach+1)} }

// boundsOf computes the bounds of an expression. ok is false where a window would be no smaller than the text.
func boundsOf(re *syntax.Regexp) (b bounds, ok bool) {
	var m measure
	n := m.add(re)
	b = bounds{before: n.chars, after: n.chars, bytes: n.bytes, least: leastOf(re), costs: m.costs(re)}
	if m.unbounded {
		b.bytes = everywhere.bytes
	}
	return b, n.bytes <= maxReach && m.free.len() <= maxFree
}

// maxFree is how many bytes may cost nothing for a window to be worth it.
const maxFree = 200

// measure measures an expression.
type measure struct {
	free      byteSet // what is repeated without bound
	unbounded bool    // whether there is any
}

func (m *measure) add(re *syntax.Regexp) size {
	switch re.Op {
	case syntax.OpLiteral:
		n := size{}
		for _, r := range re.Rune {
			n.bytes += runeLen(r, re.Flags&syntax.FoldCase != 0)
			n.chars += costOf(r)
		}
		return n
	case syntax.OpCharClass:
		return size{runeLen(lastRune(re), false), costOne}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return size{utf8.UTFMax, costOne}
	case syntax.OpCapture, syntax.OpQuest:
		return m.add(re.Sub[0])
	case syntax.OpConcat:
		n := size{}
		for _, sub := range re.Sub {
			s := m.add(sub)
			n.bytes, n.chars = n.bytes+s.bytes, n.chars+s.chars
		}
		return n
	case syntax.OpAlternate:
		n := size{}
		for _, sub := range re.Sub {
			s := m.add(sub)
			n.bytes, n.chars = max(n.bytes, s.bytes), max(n.chars, s.chars)
		}
		return n
	case syntax.OpRepeat:
		if re.Max >= 0 {
			return m.add(re.Sub[0]).times(re.Max)
		}
		return m.release(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus:
		return m.release(re.Sub[0])
	default:
		return size{}
	}
}

func runeLen(r rune, fold bool) int {
	n := max(utf8.RuneLen(r), 1)
	if fold {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			n = max(n, utf8.RuneLen(f))
		}
	}
	return n
}

func lastRune(re *syntax.Regexp) rune {
	if len(re.Rune) == 0 {
		return 0
	}
	return re.Rune[len(re.Rune)-1]
}

// release notes that re is repeated without bound.
func (m *measure) release(re *syntax.Regexp) size {
	m.unbounded = true
	m.free.add(re)
	return size{}
}

// costs returns what each byte costs.
func (m *measure) costs(re *syntax.Regexp) *[256]uint8 {
	var held byteSet
	held.add(re)
	costs := new([256]uint8)
	for c := range costs {
		switch {
		case !held[c]:
			costs[c] = barrier
		case !m.free[c] && !isContinuation(byte(c)):
			costs[c] = uint8(costOf(rune(c)))
		}
	}
	return costs
}

func costOf(r rune) int {
	if r == '\n' {
		return costNothing
	}
	return costOne
}

func isContinuation(c byte) bool { return c&0xC0 == 0x80 }

// leastOf returns how many characters re matches at least.
func leastOf(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return leastOf(re.Sub[0])
	case syntax.OpRepeat:
		return min(re.Min*leastOf(re.Sub[0]), maxReach)
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n += leastOf(sub)
		}
		return n
	case syntax.OpAlternate:
		n := leastOf(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, leastOf(sub))
		}
		return n
	default:
		return 0
	}
}

// begin returns where a match may begin at the earliest that holds, or stands near, a keyword that begins at start. It does not
// look before floor.
func (b *bounds) begin(text string, start, floor int) int {
	reach := b.bytes
	if b.left > 0 {
		reach = b.left
	}
	floor = max(floor, start-reach)
	if b.costs == nil {
		return floor
	}
	for left := b.before; start > floor; start-- {
		c := b.costs[text[start-1]]
		if left -= int(c); c == barrier || left < 0 {
			break
		}
	}
	return start
}

// end returns where a match may end at the latest that holds, or stands near, the keyword text[start:end]. The first byte of a
// keyword may be of a class and stand before the match.
func (b *bounds) end(text string, start, end int) int {
	limit := min(len(text), end+b.bytes)
	if b.costs == nil {
		return limit
	}
	at := min(start+1, limit)
	for left := b.after; at < limit; at++ {
		c := b.costs[text[at]]
		if left -= int(c); c == barrier || left < 0 {
			break
		}
	}
	return at
}
