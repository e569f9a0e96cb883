// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var creditCard = scan.Rule{
	ID:        "credit-card",
	Category:  Financial,
	Digits:    cardDigits,
	Locate:    locateCard,
	Normalize: checkdigit.Digits,
	Fires:     []string{"card 4111111111111111 ok", "4111 1111 1111 1111", "5500-0000-0000-0004", "amex 3782 822463 10005", `{"n":4012888888881881}`, "diners 30569309025904"},
	Silent:    []string{"4111111111111112", "order 1234567890123456", "1111222233334444", "41111111111111110000000", "1700000000000 ms", "0000000000000000"},
}

// brands are the number ranges of payment cards (ISO/IEC 7812-1) with the lengths each issues.
var brands = []struct {
	lo, hi, digits int // the range, and how many leading digits it has
	lengths        []int
}{
	{4, 4, 1, []int{13, 16, 19}},                       // Visa
	{51, 55, 2, []int{16}}, {2221, 2720, 4, []int{16}}, // Mastercard
	{34, 34, 2, []int{15}}, {37, 37, 2, []int{15}}, // American Express
	{300, 305, 3, []int{14, 16}}, {36, 36, 2, []int{14}}, {38, 39, 2, []int{14, 16}}, // Diners Club
	{6011, 6011, 4, []int{16, 19}}, {644, 649, 3, []int{16, 19}}, {65, 65, 2, []int{16, 19}}, // Discover
	{3528, 3589, 4, []int{16, 17, 18, 19}},                 // JCB
	{1800, 1800, 4, []int{15}}, {2131, 2131, 4, []int{15}}, // JCB, older
	{62, 62, 2, []int{16, 17, 18, 19}},                                                                         // UnionPay
	{50, 50, 2, []int{12, 13, 14, 15, 16, 17, 18, 19}},                                                         // Maestro
	{56, 58, 2, []int{12, 13, 14, 15, 16, 17, 18, 19}},                                                         // Maestro
	{60, 60, 2, []int{16}}, {63, 63, 2, []int{16, 18, 19}}, {67, 67, 2, []int{12, 13, 14, 15, 16, 17, 18, 19}}, // Maestro, RuPay
	{2200, 2204, 4, []int{16}}, // Mir
}

const (
	minCard  = 12
	maxCard  = 19
	minGroup = 4 // digits of the first group
)

// cardDigits are the first digits of a card number: a group of several, or all of them.
var cardDigits = []scan.Digits{
	{At: scan.Number, Min: minGroup, Max: minCard - 1, Before: isOther, After: isOneOf(" -")},
	{At: scan.Number, Min: minCard, Max: maxCard, Before: isOther, After: isOther},
}

// goesOn tells whether another group of digits follows one that ends at end.
func goesOn(text string, end int) bool {
	return end+1 < len(text) && (text[end] == ' ' || text[end] == '-') && isDigit(text[end+1])
}

// locateCard reads the number that begins with a run of digits: groups that one space or hyphen parts.
func locateCard(text string, from, end int) (start, to int, ok bool) {
	if end-from < minGroup || end-from < minCard && !goesOn(text, end) {
		return 0, 0, false
	}
	if from > 0 && (isWord(text[from-1]) || text[from-1] == '.' && from > 1 && isDigit(text[from-2])) {
		return 0, 0, false
	}
	var digits [maxCard]byte
	n, groups, at := 0, 1, from
	for at < len(text) {
		c := text[at]
		switch {
		case isDigit(c):
			if n == maxCard {
				return 0, 0, false
			}
			digits[n] = c
			n++
			to = at + 1
		case (c == ' ' || c == '-') && at+1 < len(text) && isDigit(text[at+1]) && (groups == 1 || text[from:][separatorAt(text[from:])] == c):
			groups++
		default:
			return from, to, isCard(digits[:n], groups) && bounded(text, from, to)
		}
		at++
	}
	return from, to, isCard(digits[:n], groups)
}

// separatorAt returns the offset of the first separator.
func separatorAt(s string) int {
	for i := range len(s) {
		if s[i] == ' ' || s[i] == '-' {
			return i
		}
	}
	return 0
}

func isCard(digits []byte, groups int) bool {
	if len(digits) < minCard || groups > 6 {
		return false
	}
	return issued(digits) && checkdigit.Luhn(string(digits))
}

func issued(digits []byte) bool {
	for _, b := range brands {
		prefix := 0
		for _, d := range digits[:b.digits] {
			prefix = prefix*10 + int(d-'0')
		}
		if prefix < b.lo || prefix > b.hi {
			continue
		}
		if slices.Contains(b.lengths, len(digits)) {
			return true
		}
	}
	return false
}
