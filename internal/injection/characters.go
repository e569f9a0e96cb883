// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"unicode"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
)

// Kinds of cues that characters give, not words.
const (
	cueTagCharacters = "tag_characters"
	cueBidiOverride  = "bidi_override"
	cuePrivateUse    = "private_use"
	cueZeroWidth     = "zero_width"
)

// hidden says how much each class of hidden character weighs.
var hidden = map[string]float64{cueTagCharacters: 0.7, cueBidiOverride: 0.6, cuePrivateUse: 0.5, cueZeroWidth: 0.25}

// hiddenCharacters appends one cue for each class of character that a reader cannot see and a model can.
// classes may be nil.
func hiddenCharacters(cues []Cue, text string, view *decode.View, classes *byteclass.Map) []Cue {
	seen := 0
	for i := nextNonASCII(text, classes, 0); i >= 0 && seen < maxPerKind; {
		r, size := utf8.DecodeRuneInString(text[i:])
		previous, _ := utf8.DecodeLastRuneInString(text[:i])
		if id := hiddenClass(r, previous, text[i+size:]); id != "" {
			cue := Cue{ID: id, Weight: hidden[id]}
			cue.Start, cue.End = view.Origin(i, i+size)
			cues = append(cues, cue)
			seen++
		}
		i = nextNonASCII(text, classes, i+size)
	}
	return cues
}

// nextNonASCII looks into the map of the text where there is one.
func nextNonASCII(text string, classes *byteclass.Map, from int) int {
	if classes == nil {
		return decode.NextNonASCII(text, from)
	}
	return classes.Next(byteclass.NonASCII, from)
}

func hiddenClass(r, previous rune, rest string) string {
	switch {
	case r >= 0xE0000 && r <= 0xE007F:
		if previous == 0x1F3F4 || previous >= 0xE0000 && previous <= 0xE007F { // a flag sequence, or a tag already reported
			return ""
		}
		return cueTagCharacters
	case r >= 0x202D && r <= 0x202E:
		return cueBidiOverride
	case unicode.Is(unicode.Co, r):
		return cuePrivateUse
	case r == 0x200B || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0xFEFF:
		next, _ := utf8.DecodeRuneInString(rest)
		// Joiners belong between letters of some scripts and in emoji; between ASCII they have no business.
		if previous < utf8.RuneSelf && (next < utf8.RuneSelf || rest == "") {
			return cueZeroWidth
		}
	}
	return ""
}
