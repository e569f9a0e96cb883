// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"regexp/syntax"
	"unicode/utf8"
)

// A window is exact when three things hold of a rule:
//
//  1. every match holds one of the rule's keywords (holdsKeyword decides it);
//  2. from a keyword, a match reaches over at most `reach` bytes outside the class `free` in either direction, and any
//     number inside it (boundsOf computes both);
//  3. the windows of one rule that overlap are merged: keywords come in the order of their beginnings, windows therefore,
//     too, and one is closed when the next begins after its end.
//
// Let W be a merged window and p its first byte. No match of the plain scan covers both p-1 and p: that match would hold a
// keyword (1), whose window covers the match and one byte more on either side (2), and so would have been merged into W (3).
// So the plain scan, too, looks for its next match from p on. And no match found inside W touches its edges, because it
// holds a keyword whose window, part of W, covers it and one byte more. So the edges cannot make `^`, `$` or `\b` match
// where they would not in the whole text, and both scans find the same sequence of matches in W.

// bounds says how far from a keyword a match can reach.
type bounds struct {
	reach int
	left  int        // as reach, to the left, counting every byte; 0 where it is not known
	free  *[256]bool // nil when the expression repeats nothing without bound
}

// maxReach is the longest reach worth a window. Expressions that reach further see the whole text.
const maxReach = 8192

// boundsOf computes the bounds of an expression. ok is false where a window would be no smaller than the text.
func boundsOf(re *syntax.Regexp) (b bounds, ok bool) {
	b.reach = b.add(re)
	if b.reach > maxReach {
		return b, false
	}
	if b.free != nil {
		n := 0
		for _, in := range b.free {
			if in {
				n++
			}
		}
		if n > 200 {
			return b, false
		}
	}
	return b, true
}

// add returns how many bytes re matches at most, what it repeats without bound not counted but put into free.
func (b *bounds) add(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		n := 0
		for _, r := range re.Rune {
			n += runeLen(r, re.Flags&syntax.FoldCase != 0)
		}
		return n
	case syntax.OpCharClass:
		return runeLen(lastRune(re), false)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpCapture, syntax.OpQuest:
		return b.add(re.Sub[0])
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n += b.add(sub)
		}
		return n
	case syntax.OpAlternate:
		n := 0
		for _, sub := range re.Sub {
			n = max(n, b.add(sub))
		}
		return n
	case syntax.OpRepeat:
		if re.Max >= 0 {
			return min(b.add(re.Sub[0])*re.Max, maxReach+1)
		}
		b.release(re.Sub[0])
		return 0
	case syntax.OpStar, syntax.OpPlus:
		b.release(re.Sub[0])
		return 0
	default:
		return 0
	}
}

// release puts every byte that re can match into free.
func (b *bounds) release(re *syntax.Regexp) {
	if b.free == nil {
		b.free = new([256]bool)
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			b.releaseRange(r, r)
			if re.Flags&syntax.FoldCase != 0 {
				for f := foldNext(r); f != r; f = foldNext(f) {
					b.releaseRange(f, f)
				}
			}
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			b.releaseRange(re.Rune[i], re.Rune[i+1])
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.releaseRange(0, utf8.MaxRune)
	default:
		for _, sub := range re.Sub {
			b.release(sub)
		}
	}
}

func (b *bounds) releaseRange(lo, hi rune) {
	for c := lo; c <= min(hi, utf8.RuneSelf-1); c++ {
		b.free[c] = true
	}
	if hi >= utf8.RuneSelf {
		for c := utf8.RuneSelf; c < 256; c++ {
			b.free[c] = true
		}
	}
}

// around returns the window of the keyword text[start:end].
func (b *bounds) around(text string, start, end int) (from, to int) {
	if b.free == nil {
		return max(0, start-b.leftReach()-1), min(len(text), end+b.reach+1)
	}
	from = start
	if b.left > 0 {
		from = max(1, start-b.left)
	}
	for left := b.reach; b.left == 0 && from > 0; from-- {
		if !b.free[text[from-1]] {
			if left--; left < 0 {
				break
			}
		}
	}
	to = end
	for left := b.reach; to < len(text); to++ {
		if !b.free[text[to]] {
			if left--; left < 0 {
				break
			}
		}
	}
	return max(0, from-1), min(len(text), to+1)
}

func (b *bounds) leftReach() int {
	if b.left > 0 {
		return b.left
	}
	return b.reach
}
