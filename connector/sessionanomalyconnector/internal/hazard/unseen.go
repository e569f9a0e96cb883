// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package hazard

import "github.com/otelcol-mcp/otelcol-mcp/internal/decode"

// maxZeroWidth is how many zero-width characters in a row are still usual: scripts and emoji join with one or two.
const maxZeroWidth = 3

// minTags is how many tag characters make hidden text. Flag emoji use up to six of them, after a black flag.
const minTags = 4

const blackFlag = 0x1F3F4

// unseen looks for characters that a person does not see.
func unseen(text string) Kind {
	if ascii(text) {
		return 0
	}
	var k Kind
	tags, zero, flag := 0, 0, false
	for _, r := range text {
		switch {
		case r >= 0xE0000 && r <= 0xE007F:
			if !flag {
				tags++
			}
			continue
		case zeroWidth(r):
			zero++
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			k |= HiddenCharacters
		default:
			zero = 0
		}
		flag = r == blackFlag
		if zero > maxZeroWidth {
			k |= HiddenCharacters
		}
	}
	if tags >= minTags {
		k |= HiddenText
	}
	return k
}

func zeroWidth(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0x2061 || r == 0x2062 || r == 0x2063 || r == 0x2064 || r == 0xFEFF || r == 0x180E
}

func ascii(s string) bool { return decode.NextNonASCII(s, 0) < 0 }
