// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package checkdigit

import (
	"slices"
	"strings"
)

// weighted returns the sum of the digits of s, each times its weight.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum
}

// NINO tells whether s can be a UK National Insurance number. It has no check digit, but prefixes that are never used.
func NINO(s string) bool {
	c := Compact(s)
	return len(c) == 9 && !slices.Contains(neverIssued, c[:2])
}

var neverIssued = []string{"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}

// NHS verifies a UK NHS number (modulus 11).
func NHS(s string) bool {
	d := Digits(s)
	if len(d) != 10 {
		return false
	}
	check := 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if check == 11 {
		check = 0
	}
	return check == int(d[9]-'0')
}

// ISO7064Mod11 verifies a German tax id (ISO 7064 MOD 11,10).
func ISO7064Mod11(s string) bool {
	d := Digits(s)
	if len(d) != 11 || d[0] == '0' {
		return false
	}
	product := 10
	for i := range 10 {
		sum := (int(d[i]-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	check := 11 - product
	if check == 10 {
		check = 0
	}
	return check == int(d[10]-'0')
}

// BSN verifies a Dutch citizen service number (the eleven test).
func BSN(s string) bool {
	d := Digits(s)
	return len(d) == 9 && d != "000000000" && (weighted(d, 9, 8, 7, 6, 5, 4, 3, 2)-int(d[8]-'0'))%11 == 0
}

// PESEL verifies a Polish identity number.
func PESEL(s string) bool {
	d := Digits(s)
	return len(d) == 11 && (10-weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10 == int(d[10]-'0')
}

// CPF verifies a Brazilian taxpayer number, both check digits.
func CPF(s string) bool {
	d := Digits(s)
	if len(d) != 11 || strings.Count(d, d[:1]) == 11 {
		return false
	}
	digit := func(sum int) int { return sum * 10 % 11 % 10 }
	return digit(weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == int(d[9]-'0') && digit(weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == int(d[10]-'0')
}

// TFN verifies an Australian tax file number.
func TFN(s string) bool {
	d := Digits(s)
	return len(d) == 9 && weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0
}

// Personnummer verifies a Swedish identity number: Luhn over the last ten digits.
func Personnummer(s string) bool {
	d := Digits(s)
	return len(d) >= 10 && Luhn(d[len(d)-10:])
}
