// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var macAddress = scan.Rule{
	ID:        "mac-address",
	Category:  Personal,
	Anchors:   scan.AnchorColon | scan.AnchorHyphen,
	Locate:    locateMAC,
	Normalize: func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", ":")) },
	Fires:     []string{"mac 3c:22:fb:4a:10:9e.", "3C-22-FB-4A-10-9E"},
	Silent:    []string{"12:34:56", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "3c:22:fb:4a:10:9e:aa", "3c:22-fb:4a:10:9e", "2a-10-20-30"},
}

// macLen is the length of six pairs with separators.
const macLen = 17

// locateMAC is given the separator after the first pair.
func locateMAC(text string, start, end int) (from, to int, ok bool) {
	from = start - 2
	to = from + macLen
	if from < 0 || to > len(text) || text[end+2] != text[start] || !bounded(text, from, to) || to < len(text) && text[to] == text[from+2] || from > 0 && text[from-1] == text[from+2] {
		return 0, 0, false
	}
	s := text[from:to]
	for i := range len(s) {
		hexadecimal := isDigit(s[i]) || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'f'
		if i%3 == 2 && s[i] != s[2] || i%3 != 2 && !hexadecimal {
			return 0, 0, false
		}
	}
	uniform := strings.Count(s, s[:1]) == 12
	return from, to, !uniform
}
