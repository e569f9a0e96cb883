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
	Digits:    macDigits,
	Locate:    locateMAC,
	Normalize: func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", ":")) },
	Fires:     []string{"mac 3c:22:fb:4a:10:9e.", "3C-22-FB-4A-10-9E"},
	Silent:    []string{"12:34:56", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "3c:22:fb:4a:10:9e:aa", "3c:22-fb:4a:10:9e", "2a-10-20-30"},
}

// macLen is the length of six pairs with separators.
const macLen = 17

// macDigits are a pair, or half of one, with more of the address on one side at least.
var macDigits = []scan.Digits{
	{At: scan.Linked, MaxWord: 2, Before: inMAC, After: func(c byte) bool { return isHex(c) || isOther(c) }},
	{At: scan.Linked, MaxWord: 2, Before: func(c byte) bool { return isHex(c) || isOther(c) }, After: inMAC},
}

func inMAC(c byte) bool { return isHex(c) || c == ':' || c == '-' }

// locateMAC is given a run of digits in an address: the whole of a pair, or half of one.
func locateMAC(text string, start, end int) (from, to int, ok bool) {
	if end-start > 2 {
		return 0, 0, false
	}
	from = start
	for from > 0 && start-from < macLen && inMAC(text[from-1]) {
		from--
	}
	// What stands before the address may be made of the same characters.
	for ; from <= start; from++ {
		if to = from + macLen; to <= len(text) && isMAC(text, from, to) {
			return from, to, true
		}
	}
	return 0, 0, false
}

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func isMAC(text string, from, to int) bool {
	separator := text[from+2]
	if separator != ':' && separator != '-' || text[to-3] != separator { // nearly always
		return false
	}
	if !bounded(text, from, to) || to < len(text) && text[to] == separator || from > 0 && text[from-1] == separator {
		return false
	}
	s := text[from:to]
	for i := range len(s) {
		if i%3 == 2 && s[i] != separator || i%3 != 2 && !isHex(s[i]) {
			return false
		}
	}
	uniform := strings.Count(s, s[:1]) == 12
	return !uniform
}
