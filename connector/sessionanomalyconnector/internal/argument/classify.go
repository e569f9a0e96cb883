// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"net/netip"
	"strings"
)

// Lengths from which on data counts as encoded rather than as a name.
const (
	minHex    = 24
	minBase64 = 24
)

// kindOf classifies a string by its characters first and by words only where that leaves a choice. text is the value's
// beginning, length the length of the whole.
func kindOf(text string, length int, count *[classes]int) Kind {
	if blank(text, 0) || blank(text, len(text)-1) {
		text = strings.TrimSpace(text)
	}
	switch {
	case text == "":
		return Empty
	case isPseudonym(text):
		return Pseudonym
	case count[space] == 0 || strings.IndexByte(text, ' ') < 0 && strings.IndexByte(text, '\n') < 0:
		return kindOfToken(text, length, count)
	}
	return kindOfText(text, count)
}

// blank reports whether a byte may be part of a space; only some of those for which it does are.
func blank(text string, at int) bool {
	return text != "" && (classOf(text[at]) == space || classOf(text[at]) == foreign)
}

// kindOfToken classifies a value without spaces.
func kindOfToken(text string, length int, count *[classes]int) Kind {
	switch {
	case count[digit] == len(text):
		return Number
	case isURL(text):
		return URL
	case strings.HasPrefix(text, "data:"):
		return Base64
	case isEmail(text):
		return Email
	case isAddress(text):
		return Address
	case isNumber(text):
		return Number
	case isTime(text):
		return Time
	case isUUID(text):
		return UUID
	case len(text) >= minHex && isHex(text):
		return Hex
	case looksBase64(text, count):
		return Base64
	case isPath(text):
		return Path
	case text[0] == '{' || text[0] == '[' && length > 2:
		return JSON
	case text[0] == '<':
		return Markup
	case count[punctuation]+count[foreign] <= len(text)/3:
		return Identifier
	}
	if isCode(text) {
		return Code
	}
	return Mixed
}

// kindOfText classifies a value with spaces. Only what has punctuation can be more than words.
func kindOfText(text string, count *[classes]int) Kind {
	if count[punctuation] > 0 {
		if k := kindOfSyntax(text); k != Mixed {
			return k
		}
	}
	if letters := count[lower] + count[upper] + count[foreign]; 2*letters < len(text) {
		return Mixed
	}
	if count[space] < 5 || strings.Count(text, " ")+strings.Count(text, "\n") < 5 {
		return Phrase
	}
	return Prose
}

// kindOfSyntax classifies a value with spaces that is written for machines, Mixed where it is not.
func kindOfSyntax(text string) Kind {
	switch {
	case text[0] == '{' && strings.IndexByte(text, ':') > 0, text[0] == '[' && strings.IndexByte(text, ',') > 0:
		return JSON
	case text[0] == '<' && strings.IndexByte(text, '>') > 0:
		return Markup
	case isTime(text):
		return Time
	case isCommand(text):
		return Shell
	case isPath(text):
		return Path
	}
	if operators.hasAny(text) {
		switch {
		case isSQL(text):
			return SQL
		case isShell(text):
			return Shell
		case isCode(text):
			return Code
		}
	}
	return Mixed
}

func isPseudonym(text string) bool {
	if text[0] != '[' || text[len(text)-1] != ']' || len(text) > 128 {
		return false
	}
	i := strings.LastIndexByte(text, ':')
	return i > 0 && len(text)-i == 18 && isHex(text[i+1:len(text)-1]) && strings.IndexByte(text[:i], ':') > 0
}

func isURL(text string) bool {
	i := strings.Index(text, "://")
	return i > 1 && i <= 16 && schemeChars.hasAll(text[:i])
}

func isEmail(text string) bool {
	at := strings.IndexByte(text, '@')
	return at > 0 && at == strings.LastIndexByte(text, '@') && strings.IndexByte(text[at:], '.') > 1 && !notInEmail.hasAny(text)
}

func isNumber(text string) bool {
	return numberChars.hasAll(text) && digits.hasAny(text) && !isTime(text)
}

// isTime accepts dates and times as ISO 8601 and its relatives write them.
func isTime(text string) bool {
	if len(text) < 5 || len(text) > 35 || text[0] < '0' || text[0] > '9' {
		return false
	}
	separators := 0
	for i := range len(text) {
		if c := text[i]; c == '-' || c == ':' || c == '/' {
			separators++
		}
	}
	return separators > 0 && timeChars.hasAll(text) && (separators > 1 || strings.IndexByte(text, ':') > 0)
}

func isUUID(text string) bool {
	return len(text) == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' && uuidChars.hasAll(text)
}

func isAddress(text string) bool {
	if len(text) < 3 || len(text) > 45 || strings.IndexByte(text, '.') < 0 && strings.IndexByte(text, ':') < 0 || !addressChars.hasAll(text) {
		return false
	}
	_, err := netip.ParseAddr(text)
	return err == nil
}

func isHex(text string) bool { return hexDigits.hasAll(text) }

// looksBase64 wants a long run of the alphabet with upper case, lower case and digits in it, and not a path.
func looksBase64(text string, count *[classes]int) bool {
	if len(text) < minBase64 || count[upper] < 3 || count[lower] < 3 || count[digit] == 0 {
		return false
	}
	body := strings.TrimRight(text, "=")
	if len(text)-len(body) > 2 || !base64Chars.hasAll(body) {
		return false
	}
	return 16*strings.Count(body, "/") <= len(body)+16 && 16*strings.Count(body, "-")+16*strings.Count(body, "_") <= len(body)+16
}

func isPath(text string) bool {
	if len(text) > 512 || notInPath.hasAny(text) {
		return false
	}
	for _, prefix := range [...]string{"/", "./", "../", "~/", "\\\\"} {
		if strings.HasPrefix(text, prefix) && len(text) > len(prefix) {
			return true
		}
	}
	if len(text) > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/') {
		return true
	}
	slash := strings.LastIndexAny(text, "/\\")
	return slash > 0 && strings.IndexByte(text, ' ') < 0
}

// chars is a set of bytes.
type chars [256]bool

func charsOf(list string) *chars {
	var set chars
	for i := range len(list) {
		set[list[i]] = true
	}
	return &set
}

// hasAll reports whether the set has every byte of a text.
func (set *chars) hasAll(text string) bool {
	for i := range len(text) {
		if !set[text[i]] {
			return false
		}
	}
	return true
}

// hasAny reports whether the set has a byte of a text.
func (set *chars) hasAny(text string) bool {
	for i := range len(text) {
		if set[text[i]] {
			return true
		}
	}
	return false
}

const (
	decimal = "0123456789"
	latin   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

var (
	schemeChars  = charsOf(latin + decimal + "+.-")
	notInEmail   = charsOf("/\\:;(){}")
	numberChars  = charsOf(decimal + ".,-+%eE")
	digits       = charsOf(decimal)
	timeChars    = charsOf(decimal + "-:/.+ TZ,")
	hexDigits    = charsOf(decimal + "abcdefABCDEF")
	uuidChars    = charsOf(decimal + "abcdefABCDEF-")
	addressChars = charsOf(decimal + "abcdefABCDEF.:/")
	base64Chars  = charsOf(latin + decimal + "+/-_")
	notInPath    = charsOf("\n(){}<>|;\"=")
)
