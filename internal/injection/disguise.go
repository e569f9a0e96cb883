// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import "strings"

const (
	// minDisguised is the shortest text looked at for a disguise: an instruction needs more letters than that.
	minDisguised = 24
	// maxDisguised bounds how much of a text is looked at: the disguises are meant for short messages, and real data is
	// full of what looks like them.
	maxDisguised = 4096
)

// disguises returns what text says when read as letters spaced out, or digits for letters, where it looks like that.
func disguises(text string) []string {
	if len(text) < minDisguised {
		return nil
	}
	var plain []string
	spaced, digits := sampled(text)
	text = text[:min(len(text), maxDisguised)]
	if spaced {
		text = closeUp(text)
		plain = append(plain, text)
	}
	if digits {
		plain = append(plain, leetI.Replace(text), leetL.Replace(text))
		if !strings.Contains(text, "  ") {
			packed := strings.ReplaceAll(text, " ", "")
			plain = append(plain, leetI.Replace(packed), leetL.Replace(packed))
		}
	}
	return plain
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
		few.count(text[at:min(at+glanceLen, len(text))])
	}
	if few.alone*6 <= few.n && few.mixed*12 <= few.n {
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

func (s *signs) count(part string) {
	s.n += len(part)
	before := kindOther
	for i := range len(part) {
		kind := charKind[part[i]]
		switch {
		case before == kindSeparator && kind&kindAlnum != 0 && i+1 < len(part) && charKind[part[i+1]] == kindSeparator:
			s.alone++
		case before|kind == kindAlnum && before != kind:
			s.mixed++
		}
		before = kind
	}
}

// Kinds of characters.
const (
	kindOther     uint8 = 0
	kindLetter    uint8 = 1
	kindDigit     uint8 = 2
	kindAlnum           = kindLetter | kindDigit
	kindSeparator uint8 = 4
)

var charKind = func() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case isLetter(c):
			t[i] = kindLetter
		case isDigit(c):
			t[i] = kindDigit
		case isSeparator(c):
			t[i] = kindSeparator
		}
	}
	return t
}()

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

var (
	leetI = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s")
	leetL = strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s")
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
