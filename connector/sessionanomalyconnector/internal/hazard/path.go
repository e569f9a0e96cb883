// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package hazard

import "strings"

// maxClimb is how many steps up are still usual in a relative path: one is.
const maxClimb = 1

// maxPathValue is how long a value may be to be taken for a path: prose and code hold dots and slashes too.
const maxPathValue = 1024

// paths looks for a path that climbs up by more than maxClimb, or climbs up at all in percent-encoding.
func paths(text string) Kind {
	if len(text) > maxPathValue || strings.ContainsAny(text, "\n\r") {
		return 0
	}
	if climbs(text) > maxClimb {
		return PathTraversal
	}
	if !strings.Contains(text, "%") {
		return 0
	}
	for range 2 { // once, and once more for what was encoded twice
		decoded := unescape(text)
		if decoded == text {
			return 0
		}
		if climbs(decoded) > climbs(text) {
			return PathTraversal
		}
		text = decoded
	}
	return 0
}

// climbs counts the steps ".." of a path, with either slash.
func climbs(text string) int {
	n := 0
	for i := 0; ; {
		j := strings.Index(text[i:], "..")
		if j < 0 {
			return n
		}
		at := i + j
		before := at == 0 || slash(text[at-1]) || strings.IndexByte(" =\"':", text[at-1]) >= 0
		after := at+2 < len(text) && slash(text[at+2])
		last := at+2 == len(text) && at > 0 && slash(text[at-1])
		if before && (after || last) {
			n++
		}
		i = at + 2
	}
}

func slash(c byte) bool { return c == '/' || c == '\\' }

// unescape decodes %XX; anything else stays as it is. Overlong UTF-8 forms of dot and slash count as these.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := digit(s[i+1]), digit(s[i+2]); hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return overlong.Replace(b.String())
}

var overlong = strings.NewReplacer("\xc0\xae", ".", "\xc0\xaf", "/", "\xc1\x9c", `\`)

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	default:
		return -1
	}
}
