// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"
)

// brackets are a class of characters and how often it may stand, or what keeps a bracket from beginning one.
var brackets = regexp.MustCompile(`\\.|(\[\^?\]?(?:\\.|[^\]\\])*\])((?:\{[\d,]+\}|[*+?])\??)?`)

// wrapped makes an expression one for texts whose lines are wrapped, as mails and documentation are: every space is a line
// break, too, and what must not leave its line may go on in the next line. It is made for text that package fold has read,
// where the next line is indented by nothing and an empty line is two line breaks.
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

func anySpace(s string) string { return strings.ReplaceAll(s, " ", `\s`) }

// spacedWords makes keywords ones for texts as they are: between words may be any white space.
func spacedWords(keywords []string) []string {
	all := make([]string, len(keywords))
	for i, k := range keywords {
		all[i] = strings.ReplaceAll(k, " ", `\_`)
	}
	return all
}
