// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"
)

// brackets are a class of characters and how often it may stand, or what keeps a bracket from beginning one.
var brackets = regexp.MustCompile(`\\.|(\[\^?\]?(?:\\.|[^\]\\])*\])((?:\{[\d,]+\}|[*+?])\??)?`)

// wrapped makes an expression one for texts whose lines are wrapped, as mails and documentation are: every space is any white
// space, and what must not leave its line may go on in a next line that begins with no white space.
func wrapped(pattern string) string {
	var b strings.Builder
	at := 0
	for _, m := range brackets.FindAllStringSubmatchIndex(pattern, -1) {
		b.WriteString(anySpace(pattern[at:m[0]]))
		at = m[1]
		class, often := group(pattern, m, 1), group(pattern, m, 2)
		if often == "" || !strings.HasPrefix(class, "[^") || !strings.Contains(class, `\n`) {
			b.WriteString(pattern[m[0]:at])
			continue
		}
		b.WriteString("(?:" + class + `|\n` + strings.Replace(class, `\n`, `\s`, 1) + ")" + often + `\n?`)
	}
	b.WriteString(anySpace(pattern[at:]))
	return b.String()
}

func group(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

func wrappedWords(keywords []string) []string {
	all := make([]string, len(keywords))
	for i, k := range keywords {
		all[i] = anySpace(k)
	}
	return all
}

func anySpace(s string) string { return strings.ReplaceAll(s, " ", `\s`) }

// back returns where the limit characters before start begin. Line breaks are not counted.
func back(text string, start, limit int) int {
	for ; start > 0 && limit > 0; start-- {
		if counts(text[start-1]) {
			limit--
		}
	}
	return start
}

// ahead returns where the limit characters from end on end.
func ahead(text string, end, limit int) int {
	for ; end < len(text) && limit > 0; end++ {
		if counts(text[end]) {
			limit--
		}
	}
	return end
}

func counts(c byte) bool { return c != '\n' && c&0xC0 != 0x80 }
