// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// Anchor is a set of kinds of bytes.
type Anchor uint8

// Kinds of bytes that Locate can be called at.
const (
	// AnchorDigits are the places where a run of digits begins; Locate is given the whole run.
	AnchorDigits Anchor = 1 << iota
	// AnchorColon is each colon.
	AnchorColon
	// AnchorDot is each full stop.
	AnchorDot
	// AnchorHyphen is each hyphen.
	AnchorHyphen

	anchorKinds = 4
)

func anchorOf(c byte) Anchor {
	switch {
	case isDigit(c):
		return AnchorDigits
	case c == ':':
		return AnchorColon
	case c == '.':
		return AnchorDot
	case c == '-':
		return AnchorHyphen
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// All anchors lie between these two bytes, and only the slash with them. A test finds them eight at a time.
const (
	firstAnchor = '-'
	lastAnchor  = ':'
)

const (
	ones     = 0x0101010101010101
	highBits = 0x80 * ones
)

// betweenAnchors sets the high bit of every byte of eight that is from firstAnchor to lastAnchor.
func betweenAnchors(eight uint64) uint64 {
	low := eight &^ highBits
	return (low + (0x80-firstAnchor)*ones) &^ (low + (0x80-lastAnchor-1)*ones) &^ eight & highBits
}

// anchors says which rules are asked at which bytes.
type anchors struct {
	kinds [256]uint8 // by byte: its kind, counted from 1, when a rule is asked at it
	rules [anchorKinds + 1][]locator
	any   bool
}

// locator is the part of a rule that is asked at anchors. It stands alone because it is asked often, and mostly in vain.
type locator struct {
	locate func(text string, start, end int) (from, to int, ok bool)
	rule   int
}

// add notes that rule i is to be asked at its anchors.
func (a *anchors) add(i int, r *Rule) {
	for kind := range anchorKinds {
		if r.Anchors&(1<<kind) == 0 {
			continue
		}
		a.any = true
		a.rules[kind+1] = append(a.rules[kind+1], locator{r.Locate, i})
		for c := range a.kinds {
			if anchorOf(byte(c)) == 1<<kind {
				a.kinds[c] = uint8(kind + 1)
			}
		}
	}
}

// findAnchored asks the rules that have anchors.
func (s *Set) findAnchored(text string, scratch *Scratch) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	at, done := 0, 0
	for ; at+8 <= len(b); at += 8 {
		for marks := betweenAnchors(binary.LittleEndian.Uint64(b[at:])); marks != 0; marks &= marks - 1 {
			if place := at + bits.TrailingZeros64(marks)/8; place >= done {
				done = s.askAt(text, scratch, place)
			}
		}
	}
	for at = max(at, done); at < len(text); {
		at = s.askAt(text, scratch, at)
	}
}

// askAt asks the rules that are anchored at a byte and returns where to go on: behind it, or behind its run of digits.
func (s *Set) askAt(text string, scratch *Scratch, at int) (end int) {
	end = at + 1
	kind := s.anchors.kinds[text[at]]
	if kind == 0 {
		return end
	}
	if isDigit(text[at]) {
		for end < len(text) && isDigit(text[end]) {
			end++
		}
	}
	rules := s.anchors.rules[kind]
	for i := range rules {
		if from, to, ok := rules[i].locate(text, at, end); ok {
			s.located(text, scratch, rules[i].rule, from, to)
		}
	}
	return end
}
