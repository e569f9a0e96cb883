// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"net/netip"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var ipAddress = scan.Rule{
	ID:       "ip-address",
	Category: Personal,
	Digits:   ipDigits,
	Locate:   locateIP,
	Fires:    []string{"from 133.133.133.133.", "8.8.8.8:53", "address 10.218.6.131", "2001:4860:4860::8888", "4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a"},
	Silent: []string{
		"127.0.0.1", "10.0.0.1", "169.254.169.254", "256.256.256.256", "1.2.3", "1.2.3.4.5.6", "1.2.3.04", "version 1.2.3.4", "12:34:56", "http://10.0.0.1/address",
		"std::string", "a::b", "::1", "fe80::1", "v8.8.8.8-rc1",
	},
}

const (
	maxIPv4   = 15
	maxIPv6   = 39
	minColons = 3 // of an IPv6 address: a time of day has two
)

// ipDigits are a number of a dotted quad, and one in a group of an IPv6 address. Neither is part of a word.
var ipDigits = []scan.Digits{
	{At: scan.Linked, Max: 3, Before: isOther, After: isOneOf(".")},
	{At: scan.Linked, MaxWord: 4, Before: isOther, After: inSix},
	{At: scan.Linked, MaxWord: 4, Before: inSix, After: func(c byte) bool { return inSix(c) || isOther(c) && c != '-' }},
}

func inSix(c byte) bool { return isAddress(c, true) }

// locateIP finds the address around a run of digits. Addresses of this machine and of the link are nobody's;
// private ones count where the words before say that they are somebody's, and never in a URL.
func locateIP(text string, start, end int) (from, to int, ok bool) {
	six := !isQuad(text, end)
	if six && !inHex(text, start, end) {
		return 0, 0, false
	}
	from, to = start, end
	for from > 0 && end-from <= maxIPv6 && isAddress(text[from-1], six) {
		from--
	}
	for to < len(text) && to-start <= maxIPv6 && isAddress(text[to], six) {
		to++
	}
	if six {
		from, to = trimColons(text, from, to)
	} else {
		from, to = trimDots(text, from, to)
	}
	if to-from < len("1.1.1.1") || to-from > maxIPv6 || !six && to-from > maxIPv4 || !bounded(text, from, to) || joined(text, from, to) {
		return 0, 0, false
	}
	if six && strings.Count(text[from:to], ":") < minColons {
		return 0, 0, false
	}
	addr, err := netip.ParseAddr(text[from:to])
	if err != nil || addr.Is4() == six {
		return 0, 0, false
	}
	return from, to, personal(text, from, addr)
}

// inHex tells whether a number stands next to a colon or to a hexadecimal digit, as all do in an IPv6 address.
func inHex(text string, start, end int) bool {
	return start > 0 && isAddress(text[start-1], true) || end < len(text) && isAddress(text[end], true)
}

// isQuad tells whether a dot and a digit follow a number that ends at end.
func isQuad(text string, end int) bool {
	return end+1 < len(text) && text[end] == '.' && isDigit(text[end+1])
}

func isAddress(c byte, six bool) bool {
	return isDigit(c) || !six && c == '.' || six && (c == ':' || c|0x20 >= 'a' && c|0x20 <= 'f')
}

// trimColons takes off a colon that belongs to the sentence, not to the address.
func trimColons(text string, from, to int) (int, int) {
	for from < to && text[from] == ':' && (from+1 == to || text[from+1] != ':') {
		from++
	}
	for to > from && text[to-1] == ':' && (to-1 == from || text[to-2] != ':') {
		to--
	}
	return from, to
}

// trimDots takes off the dots of the sentence.
func trimDots(text string, from, to int) (int, int) {
	for from < to && text[from] == '.' {
		from++
	}
	for to > from && text[to-1] == '.' {
		to--
	}
	return from, to
}

// joined tells whether a hyphen or a sign makes the digits part of something else: a version, a range.
func joined(text string, from, to int) bool {
	return from > 0 && strings.IndexByte("-/v", text[from-1]) >= 0 && text[from-1] != '/' || to < len(text) && text[to] == '-'
}

var (
	versionWords = newWords("version", "release", "build", "oid", "v.", "chapter", "section")
	addressWords = newWords("address", "ip:", "ip ", "ip=", "\"ip\"", "client", "visitor", "user", "from", "login")
)

func personal(text string, from int, addr netip.Addr) bool {
	switch {
	case addr.IsLoopback() || addr.IsUnspecified() || addr.IsLinkLocalUnicast() || addr.IsMulticast():
		return false
	case strings.HasSuffix(text[:from], "://") || strings.HasSuffix(text[:from], "@"):
		return addr.IsGlobalUnicast() && !addr.IsPrivate()
	case addr.IsPrivate():
		return nearWord(text, from, addressWords)
	}
	last := text[max(0, from-16):from]
	return !containsAny(strings.ToLower(last), versionWords)
}
