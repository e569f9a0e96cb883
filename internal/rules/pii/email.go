// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var email = scan.Rule{
	ID:        "email",
	Category:  Personal,
	Keywords:  []string{"@"},
	Locate:    locateEmail,
	Normalize: strings.ToLower,
	Fires:     []string{"write to alice@example.com today", "<bob.smith+tag@mail.example.co.uk>", `"mail":"x_y@host-1.example"`},
	Silent:    []string{"@example", "a@b", "git@github", "user@localhost", "scp host:/a@b.c/", "pkg@1.2.3", "@Override.foo"},
}

const (
	maxLocal  = 64  // RFC 5321, section 4.5.3.1.1
	maxDomain = 253 // RFC 1035
)

// locateEmail finds the address around an @ sign: the usual characters before it, a domain with a top-level name of
// letters after it.
func locateEmail(text string, start, end int) (from, to int, ok bool) {
	from = start
	for from > 0 && start-from < maxLocal && isLocal(text[from-1]) {
		from--
	}
	for from < start && !isWord(text[from]) {
		from++
	}
	if from == start || text[start-1] == '.' {
		return 0, 0, false
	}
	to = domainEnd(text, end)
	return from, to, to > end
}

func isLocal(c byte) bool {
	return isWord(c) || strings.IndexByte(".+-%'&*/=?^~!#$", c) >= 0 && c != '/' && c != '=' && c != '?' && c != '\'' && c != '&'
}

// domainEnd returns the end of the domain name that begins at from, or from when there is none.
func domainEnd(text string, from int) int {
	at, label, lastDot, end := from, from, -1, from
	for at < len(text) && at-from < maxDomain {
		c := text[at]
		if c == '.' {
			if at == label {
				break
			}
			lastDot, label = at, at+1
		} else if !isDigit(c) && !isLetter(c) && c != '-' {
			break
		}
		at++
		if lastDot >= 0 && isTopLevel(text[lastDot+1:at]) {
			end = at
		}
	}
	if end > from && end < len(text) && (isWord(text[end]) || text[end] == '-') {
		return from
	}
	return end
}

// isTopLevel tells whether s can be a top-level domain: two letters or more, or a punycode name.
func isTopLevel(s string) bool {
	if strings.HasPrefix(s, "xn--") {
		return len(s) > 4
	}
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return len(s) >= 2
}
