// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package checkdigit

// Mod97 tells whether an IBAN passes its check (ISO 13616, ISO 7064 MOD 97-10). Spaces and hyphens are skipped.
func Mod97(iban string) bool {
	compact := Compact(iban)
	if len(compact) < 5 {
		return false
	}
	sum := 0
	for i := range len(compact) {
		switch c := compact[(i+4)%len(compact)]; {
		case c >= '0' && c <= '9':
			sum = (sum*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			sum = (sum*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return sum == 1
}

// Compact returns s without spaces, hyphens, dots and slashes, in upper case.
func Compact(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c == '-' || c == '.' || c == '/':
		case c >= 'a' && c <= 'z':
			out = append(out, c-'a'+'A')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// Digits returns the digits of s.
func Digits(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
