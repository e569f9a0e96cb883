// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package checkdigit verifies the check digits of identifiers.
package checkdigit

// Luhn tells whether a string of digits passes the Luhn algorithm (ISO/IEC 7812-1, annex B). Other characters are skipped.
func Luhn(s string) bool {
	sum, n := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		d := int(s[i] - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
	}
	return n > 1 && sum%10 == 0
}
