// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// guards look at the text around a keyword before a rule's expression does, for the rules whose keywords are common in text
// of all kinds. Each states something that the rule's expression implies; the differential tests hold them to it.
var guards = map[string]func(text string, start, end int) bool{
	genericID:                            assigned,
	"jwt":                                followedBy(17, isAlnum),
	"kubernetes-secret-yaml":             kindBefore,
	"twilio-api-key":                     followedBy(32, isHex),
	"vault-service-token":                vaultToken,
	"authress-service-client-access-key": authressKey,
}

// lefts are how far before its keyword a match can begin, for the rules whose expression cannot tell.
var lefts = map[string]int{genericID: 50}

func isAlnum(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }
func isHex(c byte) bool   { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }
func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }
func isQuote(c byte) bool { return c == '\'' || c == '"' }

// followedBy returns a guard that wants n bytes of a kind after the keyword.
func followedBy(n int, kind func(byte) bool) func(string, int, int) bool {
	return func(text string, _, end int) bool { return run(text, end, n, kind) }
}

// oldVaultToken is the length of a token of Vault before version 1.10, after its prefix.
const oldVaultToken = 24

// vaultToken tells an old token, which has an exact length, from all the words that follow an s and a full stop.
func vaultToken(text string, start, end int) bool {
	if start >= 2 && text[start-2]|0x20 == 'h' && text[start-1]|0x20 == 'v' || end-start > len("s.") {
		return run(text, end, oldVaultToken, isToken)
	}
	after := end + oldVaultToken
	return run(text, end, oldVaultToken, isAlnum) && (after == len(text) || !isToken(text[after]))
}

// What stands between the prefix of an Authress key and the next full stop.
const minAuthressID, maxAuthressID = 5, 30

func authressKey(text string, _, end int) bool {
	n := runOf(text, end, maxAuthressID+1)
	return n >= minAuthressID && end+n < len(text) && text[end+n] == '.'
}

// run tells whether n bytes of a kind begin at from.
func run(text string, from, n int, kind func(byte) bool) bool {
	if from+n > len(text) {
		return false
	}
	for i := from; i < from+n; i++ {
		if !kind(text[i]) {
			return false
		}
	}
	return true
}

// What the generic rule allows between a keyword and the sign that assigns, between that and the value, and how short the
// value may be.
const (
	maxName   = 23
	maxAssign = 4
	maxOpen   = 5
	minValue  = 10
)

// assigned tells whether the keyword is part of a name that something is assigned to: a short rest of the name, quotes or
// spaces, a sign, quotes or spaces again, and a value.
func assigned(text string, _, end int) bool {
	for i := end; i < len(text) && i <= end+maxName; i++ {
		c := text[i]
		if isAssign(c) && valueAfter(text, i) {
			return true
		}
		if !nameRest[c] {
			return false
		}
	}
	return false
}

// value is what the generic rule asks of a value.
type value struct {
	entropy  float64 // that it must exceed
	excepted func(string) bool
}

// worth is assigned for values that would be reported.
func (v value) worth(text string, _, end int) bool {
	for i := end; i < len(text) && i <= end+maxName; i++ {
		c := text[i]
		if isAssign(c) && v.after(text, i) {
			return true
		}
		if !nameRest[c] {
			return false
		}
	}
	return false
}

// after is valueAfter for values that end as the expression wants and would be reported.
func (v value) after(text string, from int) bool {
	for at := from; at < len(text) && at < from+maxAssign && isAssign(text[at]); at++ {
		for open := at + 1; open <= at+1+maxOpen; open++ {
			if n := valueLen(text, open); n > 0 && v.reported(text[open:open+n]) {
				return true
			}
			if open >= len(text) || !isOpen(text[open]) {
				break
			}
		}
	}
	return false
}

// reported tells whether a value has the entropy, is not of letters alone, and holds no stop word.
func (v value) reported(s string) bool {
	return !isName(s) && scan.Entropy(s) > v.entropy && !v.excepted(s)
}

// How long a value is, of either kind.
const (
	maxPlainValue  = 150
	minBase64Value = 12
	maxPadding     = 3
)

// valueLen returns the length of the value that begins at from, or zero. What may follow a value is not part of it, so that it
// can only end where the run of its characters does.
func valueLen(text string, from int) int {
	end := from
	for end < len(text) && end-from <= maxPlainValue && plainValue[text[end]] {
		end++
	}
	if n := end - from; n >= minValue && n <= maxPlainValue && closesValue(text, end) {
		return n
	}
	for end = from; end < len(text) && base64Value[text[end]]; {
		end++
	}
	if end-from < minBase64Value || !isAlnum(text[from]) {
		return 0
	}
	for i := 0; i < maxPadding && end < len(text) && text[end] == '='; i++ {
		end++
	}
	if closesValue(text, end) {
		return end - from
	}
	return 0
}

var (
	// nameRest is what may stand between a keyword and the sign.
	nameRest    = bytesOf(func(c byte) bool { return isAlnum(c) || strings.IndexByte("_.-", c) >= 0 || isSpace(c) || isQuote(c) })
	assignByte  = bytesOf(func(c byte) bool { return strings.IndexByte("=>:|?,", c) >= 0 })
	plainValue  = bytesOf(func(c byte) bool { return isAlnum(c) || strings.IndexByte("_.=-", c) >= 0 })
	base64Value = bytesOf(func(c byte) bool { return isAlnum(c) || c == '+' || c == '/' })
	nameByte    = bytesOf(func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("_.-", c) >= 0 })
)

func bytesOf(member func(byte) bool) (t [256]bool) {
	for c := range t {
		t[c] = member(byte(c))
	}
	return t
}

// closesValue tells whether what the expression wants after a value begins at at.
func closesValue(text string, at int) bool {
	if at == len(text) {
		return true
	}
	c := text[at]
	return c == '`' || c == ';' || isQuote(c) || isSpace(c) || c == '\\' && at+1 < len(text) && (text[at+1]|0x20 == 'n' || text[at+1]|0x20 == 'r')
}

// isName tells whether a value is one that the rule excepts: of letters and what joins them.
func isName(value string) bool {
	for i := range len(value) {
		if !nameByte[value[i]] {
			return false
		}
	}
	return true
}

func isAssign(c byte) bool { return assignByte[c] }
func isOpen(c byte) bool   { return c == '`' || c == '=' || isQuote(c) || isSpace(c) }
func isValue(c byte) bool  { return plainValue[c] || base64Value[c] }

// valueAfter tries every length of the sign that begins at from and of what opens the value.
func valueAfter(text string, from int) bool {
	for at := from; at < len(text) && at < from+maxAssign && isAssign(text[at]); at++ {
		for open := at + 1; open <= at+1+maxOpen; open++ {
			if run(text, open, minValue, isValue) {
				return true
			}
			if open >= len(text) || !isOpen(text[open]) {
				break
			}
		}
	}
	return false
}

// kindBefore tells whether "kind:" stands before the keyword, as it does in the manifest of a Kubernetes secret.
func kindBefore(text string, start, _ int) bool {
	at := start
	for at > 0 && (text[at-1] == ' ' || text[at-1] == '\t' || isQuote(text[at-1])) {
		at--
	}
	const kind = "kind:"
	return at >= len(kind) && strings.EqualFold(text[at-len(kind):at], kind)
}
