// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var iban = scan.Rule{
	ID:        "iban",
	Category:  Financial,
	Digits:    ibanDigits,
	Locate:    locateIBAN,
	Normalize: checkdigit.Compact,
	Fires:     []string{"IBAN DE89370400440532013000.", "GB29 NWBK 6016 1331 9268 19", `"fr1420041010050500013m02606"`},
	Silent:    []string{"DE89370400440532013001", "ab12", "XX89370400440532013000", "DE8937040044053201300"},
}

// ibanLengths are the lengths of IBANs by country (ISO 13616 registry).
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21,
	"CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18,
	"FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
	"IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24,
	"ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
	"PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23,
	"ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

// shortestIBAN is the length of the shortest IBAN.
const shortestIBAN = 15

// ibanDigits are the check digits, and what follows them.
var ibanDigits = []scan.Digits{
	{At: scan.Led, Min: 2, Max: shortestIBAN - 3, Before: isLetter, After: func(c byte) bool { return isLetter(c) || c == ' ' || c == '-' }},
	{At: scan.Led, Min: shortestIBAN - 2, Before: isLetter},
}

// ibanLength holds ibanLengths by the two letters of the country.
var ibanLength = func() (t [26][26]uint8) {
	for country, n := range ibanLengths {
		t[country[0]-'A'][country[1]-'A'] = uint8(n)
	}
	return t
}()

// locateIBAN is given the check digits, and the rest where no space follows them.
func locateIBAN(text string, start, end int) (from, to int, ok bool) {
	from = start - 2
	if from < 0 || end-start < 2 || !isLetter(text[from]) || !isLetter(text[from+1]) || from > 0 && isWord(text[from-1]) {
		return 0, 0, false
	}
	length := int(ibanLength[text[from]|0x20-'a'][text[from+1]|0x20-'a'])
	if length == 0 {
		return 0, 0, false
	}
	n := 0
	for to = from; to < len(text) && n < length; to++ {
		c := text[to]
		switch {
		case isDigit(c) || isLetter(c):
			n++
		case (c == ' ' || c == '-') && n > 0 && text[to-1] != c:
		default:
			return 0, 0, false
		}
	}
	return from, to, n == length && bounded(text, from, to) && checkdigit.Mod97(text[from:to])
}
