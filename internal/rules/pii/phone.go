// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var phone = scan.Rule{
	ID:        "phone",
	Category:  Personal,
	Digits:    phoneDigits,
	Locate:    locatePhone,
	Normalize: normalPhone,
	Fires: []string{
		"+49 30 901820", "call me at 212-555-0123 today", "(415) 555-2671", "Phone: 0688 777 97 84", "tel. 06-24312407", "+1-202-456-1111",
		"12 office\n001-846-853-9089x92556 fax", "+12024561111", "mobile 9470 6578",
	},
	Silent: []string{
		"2024-10-12", "10:20:30", "version 1.2.3", "id 123456789", "1700000000000", "call 2024-10-12", "123-45-6789-0123", "12-34", "phone 12",
		"ip 192.0.2.123", "tool call 12345678", "0.123456789",
	},
}

// Words that say that a number is a telephone number. The strong ones say it of any number, the others of a number that is
// written as one: in groups.
var (
	strongPhoneWords = newWords("phone", "tel:", "tel.", "tel ", "telefon", "telephone", "fax", "mobile", "whatsapp", "handy", "teléfono", "telefono", "msisdn")
	phoneWords       = newWords("call", "cell", "office", "contact", "reach", "answering", "dial", "sms", "hotline", "ring me", "text me", "home:", "work:")
)

// strongPhoneMatcher finds the strong words. An accent is not folded as letters are.
var strongPhoneMatcher = sync.OnceValue(func() wordMatcher { return newWordMatcher(append(strongPhoneWords, "telÉfono")) })

// Digits of a telephone number (ITU-T E.164 allows 15).
const (
	minPhone = 6
	maxPhone = 15
)

// phoneDigits are the first digits of a number: a group that another one follows, or all of them.
var phoneDigits = []scan.Digits{
	{At: scan.Signed, Max: 1, Before: isOneOf("+"), After: isOneOf(" -.()")},
	{At: scan.Number, Min: 2, Max: minPhone - 1, Before: isOther, After: isOneOf(" -.()")},
	{At: scan.Number, Min: minPhone, Max: maxPhone, Before: isOther},
}

// locatePhone reads the number that begins with a run of digits: groups, perhaps with a plus sign, an area code in brackets
// and an extension. It counts when a plan has it, or when the words around say what it is.
func locatePhone(text string, start, end int) (from, to int, ok bool) {
	plus := start > 0 && text[start-1] == '+'
	if end-start < minPhone && !moreDigits(text, end) || end-start < 2 && !plus {
		return 0, 0, false
	}
	from = start
	for from > 0 && start-from < 2 && (text[from-1] == '(' || text[from-1] == '+') && text[from-1] != text[from] {
		from--
	}
	if from > 0 && (isWord(text[from-1]) || strings.IndexByte("-./:#$%=&@", text[from-1]) >= 0 && from > 1 && !isSpace(text[from-2]) && (text[from-1] != ':' && text[from-1] != '=')) {
		return 0, 0, false
	}
	n, groups, to := phoneShape(text, from)
	whole := extension(text, to)
	if n < minPhone || n > maxPhone || whole < len(text) && isWord(text[whole]) {
		return 0, 0, false
	}
	candidate := text[from:to]
	if looksLikeDate(candidate) || followedByNumber(text, to) {
		return 0, 0, false
	}
	return from, whole, knownPhone(candidate, groups) || phoneContext(text, from, to, groups)
}

// moreDigits tells whether a separator follows a group of digits that ends at end.
func moreDigits(text string, end int) bool {
	if end+1 >= len(text) {
		return false
	}
	switch text[end] {
	case ' ', '-', '.':
		return isDigit(text[end+1]) || text[end+1] == '('
	case '(', ')':
		return true
	}
	return false
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// phoneShape reads the digits and separators of a number from at on.
func phoneShape(text string, at int) (digits, groups, end int) {
	end = at
	open := false
	for at < len(text) && digits <= maxPhone {
		c := text[at]
		switch {
		case isDigit(c):
			if at == 0 || !isDigit(text[at-1]) || groups == 0 {
				groups++
			}
			digits++
			end = at + 1
		case c == '+' && digits == 0:
		case c == '(' && !open:
			open = true
		case c == ')' && open:
			open = false
		case (c == ' ' || c == '-' || c == '.') && digits > 0 && at+1 < len(text) && (isDigit(text[at+1]) || text[at+1] == '(') && !isSeparatorAt(text, at-1):
		default:
			return digits, groups, end
		}
		at++
	}
	return digits, groups, end
}

func isSeparatorAt(text string, at int) bool {
	return at >= 0 && (text[at] == ' ' || text[at] == '-' || text[at] == '.')
}

// looksLikeDate tells dates, and dotted quads, from numbers in groups.
func looksLikeDate(s string) bool {
	var parts [4]string
	n := 0
	for at := 0; at < len(s); at++ {
		from := at
		for at < len(s) && strings.IndexByte("-. /", s[at]) < 0 {
			at++
		}
		if from < at {
			if n < len(parts) {
				parts[n] = s[from:at]
			}
			n++
		}
	}
	if n == 4 && strings.Count(s, ".") == 3 {
		return true
	}
	if n < 3 {
		return false
	}
	year := func(p string) bool { return len(p) == 4 && (p[:2] == "19" || p[:2] == "20") }
	short := func(p string) bool { return len(p) <= 2 && p[0] <= '3' }
	return year(parts[0]) && short(parts[1]) && short(parts[2]) || n == 3 && short(parts[0]) && short(parts[1]) && year(parts[2])
}

// followedByNumber tells whether the candidate is the beginning of something longer: a decimal, a time, a range.
func followedByNumber(text string, at int) bool {
	return at+1 < len(text) && strings.IndexByte("-.:/,", text[at]) >= 0 && isDigit(text[at+1])
}

// maxExtension is the longest extension read, in digits.
const maxExtension = 6

// extension returns the end of an extension ("x123") after the number.
func extension(text string, at int) int {
	if at+1 >= len(text) || text[at]|0x20 != 'x' {
		return at
	}
	end := at + 1
	for end < len(text) && end-at <= maxExtension && isDigit(text[end]) {
		end++
	}
	if end == at+1 || end < len(text) && isWord(text[end]) {
		return at
	}
	return end
}

// knownPhone asks the numbering plans: for international numbers, and for those written as in North America.
func knownPhone(s string, groups int) bool {
	if s[0] == '+' || strings.HasPrefix(s, "(+") {
		n, err := phonenumbers.Parse(s, "")
		return err == nil && phonenumbers.IsValidNumber(n)
	}
	if groups != 3 || !northAmerican(s) {
		return false
	}
	n, err := phonenumbers.Parse(s, "US")
	return err == nil && phonenumbers.IsValidNumber(n)
}

// northAmerican tells whether the groups have three, three and four digits.
func northAmerican(s string) bool {
	run, shape := 0, ""
	var shapeSb160 strings.Builder
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isDigit(s[i]) {
			run++
			continue
		}
		if run > 0 {
			shapeSb160.WriteString(string(rune('0' + run)))
			run = 0
		}
	}
	shape += shapeSb160.String()
	return shape == "334"
}

func phoneContext(text string, from, to, groups int) bool {
	if checkdigit.Luhn(text[from:to]) && len(checkdigit.Digits(text[from:to])) >= 13 {
		return false // a card, or an account
	}
	if groups == 1 && to-from < 7 {
		return false
	}
	after := text[to:min(len(text), to+24)]
	strong := strongPhoneMatcher().in(text[max(0, from-nearby):from]) || strongPhoneMatcher().in(after)
	if groups == 1 {
		return strong
	}
	after = strings.ToLower(after)
	return strong || nearWord(text, from, phoneWords) || containsAny(after, newWords("office", "fax", "mobile", "home", "cell"))
}

// normalPhone gives a number as E.164 where a plan has it, and its digits otherwise.
func normalPhone(s string) string {
	if n, err := phonenumbers.Parse(s, "US"); err == nil && phonenumbers.IsValidNumber(n) {
		return phonenumbers.Format(n, phonenumbers.E164)
	}
	return checkdigit.Digits(s)
}
