// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

const (
	// minDisguised is the shortest text looked at for a disguise: an instruction needs more letters than that.
	minDisguised = 24
	// maxDisguised bounds how much of a text is looked at: the disguises are meant for short messages, and real data is
	// full of what looks like them.
	maxDisguised = 4096
)

// unmasking is the memory for what a disguised text says, to be used again for the next one.
type unmasking struct {
	plain   []byte
	packed  []byte
	scratch scan.Scratch
}

var unmaskings = sync.Pool{New: func() any { return new(unmasking) }}

// unmasked appends the cues of what text says when read as letters spaced out, or digits for letters, where it looks like that.
func unmasked(cues []Cue, text string, view *decode.View) []Cue {
	if len(text) < minDisguised {
		return cues
	}
	spaced, digits := sampled(text)
	if !spaced && !digits {
		return cues
	}
	u := unmaskings.Get().(*unmasking)
	defer unmaskings.Put(u)
	plain := text[:min(len(text), maxDisguised)]
	if spaced {
		plain = closeUp(plain)
		cues = u.whole(cues, plain, text, view)
	}
	if !digits {
		return cues
	}
	cues = u.letters(cues, plain, text, view)
	if strings.IndexByte(plain, ' ') >= 0 && !strings.Contains(plain, "  ") {
		cues = u.letters(cues, u.pack(plain), text, view)
	}
	return cues
}

// letters appends the cues of plain when its digits are read as letters. A one may be either of two.
func (u *unmasking) letters(cues []Cue, plain, text string, view *decode.View) []Cue {
	cues = u.whole(cues, u.read(plain), text, view)
	if strings.IndexByte(plain, one) >= 0 {
		cues = u.whole(cues, u.readOnes(plain), text, view)
	}
	return cues
}

// read translates plain, ones to the first of their two letters. The result is valid until the next text is read.
func (u *unmasking) read(plain string) string {
	u.plain = append(u.plain[:0], plain...)
	for i, c := range u.plain {
		u.plain[i] = leet[c]
	}
	return borrowed(u.plain)
}

// readOnes makes what was just read of plain its other reading.
func (u *unmasking) readOnes(plain string) string {
	for at := 0; ; at++ {
		next := strings.IndexByte(plain[at:], one)
		if next < 0 {
			return borrowed(u.plain)
		}
		at += next
		u.plain[at] = otherOne
	}
}

// pack leaves the spaces out. The result is valid until the next text is packed.
func (u *unmasking) pack(plain string) string {
	u.packed = append(u.packed[:0], plain...)
	n := 0
	for _, c := range u.packed {
		u.packed[n] = c
		if c != ' ' {
			n++
		}
	}
	u.packed = u.packed[:n]
	return borrowed(u.packed)
}

// borrowed makes a text of bytes without copying them.
func borrowed(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // G103: nothing keeps it past the next text.
}

// whole appends the cues of what a disguised text says. Offsets in it mean nothing: each cue stands for all of the text.
func (u *unmasking) whole(cues []Cue, plain, text string, view *decode.View) []Cue {
	for _, m := range own().Find(plain, &u.scratch) {
		if m.Rule == len(kinds) {
			continue
		}
		if cue, ok := kinds[m.Rule].cue(plain, u.scratch.Unquoted(plain), m, nil); ok {
			cue.Start, cue.End = view.Origin(0, len(text))
			cues = append(cues, cue)
		}
	}
	return cues
}

// A disguise covers all of a message, so parts of it tell.
const (
	sampleLen = 64
	sampleN   = 8
)

// Before that, a glance at a few places: where not half as many signs of a disguise show, there is none.
const (
	glanceLen = 24
	glanceN   = 3
)

// sampled looks at parts of the text and tells whether most characters stand alone between separators, and whether digits
// stand among letters in much of it.
func sampled(text string) (spaced, digits bool) {
	var few, all signs
	for i := range glanceN {
		at := i * (len(text) - glanceLen) / (glanceN - 1)
		few.count(text[at : at+glanceLen])
	}
	if few.plain() {
		return false, false
	}
	step := max(len(text)/sampleN, sampleLen)
	for at := 0; at < len(text); at += step {
		all.count(text[at:min(at+sampleLen, len(text))])
	}
	return all.alone*3 > all.n, all.mixed*6 > all.n
}

// signs of a disguise.
type signs struct {
	n     int // characters looked at
	alone int // characters between separators
	mixed int // changes between letters and digits
}

// plain tells whether what a glance saw speaks for no disguise.
func (s signs) plain() bool { return s.alone*6 <= s.n && s.mixed*12 <= s.n }

// count counts the signs in a part of at most sampleLen bytes. Few characters stand alone between others that are neither letter
// nor digit, so only those are looked at one by one.
func (s *signs) count(part string) {
	letters, digits := alnumIn(part)
	both := letters | digits
	s.n += len(part)
	s.mixed += bits.OnesCount64(letters&(digits<<1) | digits&(letters<<1))
	for alone := both &^ (both << 1) &^ (both >> 1); alone != 0; alone &= alone - 1 {
		at := bits.TrailingZeros64(alone)
		if at > 0 && at+1 < len(part) && isSeparator(part[at-1]) && isSeparator(part[at+1]) {
			s.alone++
		}
	}
}

// alnumIn sets a bit for every letter and digit of a part of at most sampleLen bytes.
func alnumIn(part string) (letters, digits uint64) {
	const (
		ones = 0x0101010101010101
		high = 0x80 * ones
	)
	for i := 0; i < len(part); i += 8 {
		eight := eightOf(part[i:])
		low := eight &^ high
		small := low | 0x20*ones
		letters |= gathered((small+(0x80-'a')*ones)&^(small+(0x80-'z'-1)*ones)&^eight&high) << i
		digits |= gathered((low+(0x80-'0')*ones)&^(low+(0x80-'9'-1)*ones)&^eight&high) << i
	}
	return letters, digits
}

// eightOf returns the first eight bytes of a text, zeros for those that it does not have.
func eightOf(text string) uint64 {
	if len(text) >= 8 {
		return binary.LittleEndian.Uint64([]byte(text[:8]))
	}
	var padded [8]byte
	copy(padded[:], text)
	return binary.LittleEndian.Uint64(padded[:])
}

// gathered moves the high bit of every byte into one byte.
func gathered(marks uint64) uint64 { return marks >> 7 * 0x0102040810204080 >> 56 }

// closeUp removes the separators between single characters. Two in a row stand for a space between words.
func closeUp(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if !isSeparator(text[i]) {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && isSeparator(text[i+1]) {
			b.WriteByte(' ')
			i++
		}
	}
	return b.String()
}

// leet is what digits and signs stand for.
var leet = func() (t [256]byte) {
	for c := range t {
		t[c] = byte(c)
	}
	for from, to := range map[byte]byte{'0': 'o', one: 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', '$': 's'} {
		t[from] = to
	}
	return t
}()

// one stands for an i, or for an l.
const (
	one      = '1'
	otherOne = 'l'
)

// rotatedWords are what only ROT13 makes of "system", "instruction", "ignore", "reveal" and "prompt".
var rotatedWords = []string{"flfgrz", "vafgehpgvba", "vtaber", "erirny", "cebzcg"}

func rot13(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return 'a' + (r-'a'+13)%26
	case r >= 'A' && r <= 'Z':
		return 'A' + (r-'A'+13)%26
	}
	return r
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isSeparator(c byte) bool {
	return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*' || c == '|'
}
