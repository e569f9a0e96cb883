// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var usSSN = scan.Rule{
	ID:        "us-ssn",
	Category:  Personal,
	Digits:    ssnDigits,
	Locate:    locateSSN,
	Normalize: checkdigit.Digits,
	Fires:     []string{"ssn 536-90-4399.", "536 90 4399", "social security number: 536904399", "SSN 536.90.4399"},
	Silent:    []string{"000-12-3456", "666-12-3456", "912-34-5678", "536-00-4399", "536-90-0000", "id 536904399", "1536-90-4399", "536-90-43991"},
}

// ssnDigits are the first group, or all digits in a row.
var ssnDigits = []scan.Digits{
	{At: scan.Number, Min: 3, Max: 3, Before: beforeSSN, After: isOneOf("- .")},
	{At: scan.Number, Min: 9, Max: 9, Before: beforeSSN, After: isOther},
}

func beforeSSN(c byte) bool { return isOther(c) && c != '-' && c != '.' }

// locateSSN finds AAA-GG-SSSS with hyphens, dots or spaces; nine digits in a row count where the words before say so.
func locateSSN(text string, from, end int) (start, to int, ok bool) {
	if end-from != 3 && end-from != 9 {
		return 0, 0, false
	}
	if from > 0 && (isWord(text[from-1]) || text[from-1] == '-' || text[from-1] == '.') {
		return 0, 0, false
	}
	if end-from == 9 {
		return from, end, bounded(text, from, end) && validSSN(text[from:end]) && near(text, from, ssnWords)
	}
	to = from + 11
	if to > len(text) || !bounded(text, from, to) || to < len(text) && text[to] == '-' {
		return 0, 0, false
	}
	s, sep := text[from:to], text[from+3]
	if sep != '-' && sep != ' ' && sep != '.' || s[6] != sep || !allDigits(s[4:6]) || !allDigits(s[7:]) {
		return 0, 0, false
	}
	return from, to, validSSN(checkdigit.Digits(s))
}

var ssnWords = newWords("ssn", "social security", "soc sec", "tax id", "taxpayer", "itin")

// validSSN leaves out what the Social Security Administration never issues.
func validSSN(digits string) bool {
	area, group, serial := digits[:3], digits[3:5], digits[5:]
	return area != "000" && area != "666" && area[0] != '9' && group != "00" && serial != "0000"
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
