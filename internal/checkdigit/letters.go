// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package checkdigit

import (
	"strconv"
	"strings"
)

// remainder returns the decimal number s modulo m, or -1 for what is no such number.
func remainder(s string, m int) int {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || Digits(s) != s {
		return -1
	}
	return int(n % int64(m))
}

// NIR verifies a French social security number (modulus 97; the departments 2A and 2B of Corsica count as 19 and 18).
func NIR(s string) bool {
	c := Compact(s)
	if len(c) != 15 {
		return false
	}
	body := strings.Replace(strings.Replace(c[:13], "2A", "19", 1), "2B", "18", 1)
	key, r := remainder(c[13:], 100), remainder(body, 97)
	return r >= 0 && key == 97-r
}

// DNI verifies a Spanish DNI or NIE (letter by modulus 23).
func DNI(s string) bool {
	c := Compact(s)
	if len(c) != 9 {
		return false
	}
	number := c[:8]
	if i := strings.IndexByte("XYZ", c[0]); i >= 0 {
		number = strconv.Itoa(i) + c[1:8]
	}
	r := remainder(number, 23)
	return r >= 0 && c[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[r]
}

// NRN verifies a Belgian national register number (modulus 97; a 2 goes before numbers of those born from 2000 on).
func NRN(s string) bool {
	d := Digits(s)
	if len(d) != 11 {
		return false
	}
	check := remainder(d[9:], 100)
	return check == 97-remainder(d[:9], 97) || check == 97-remainder("2"+d[:9], 97)
}

// HETU verifies a Finnish identity code (modulus 31).
func HETU(s string) bool {
	if len(s) != 11 {
		return false
	}
	r := remainder(s[:6]+s[7:10], 31)
	return r >= 0 && strings.ToUpper(s[10:]) == "0123456789ABCDEFHJKLMNPRSTUVWXY"[r:r+1]
}

// NRIC verifies a Singapore identity or foreigner number.
func NRIC(s string) bool {
	c := Compact(s)
	if len(c) != 9 || Digits(c[1:8]) != c[1:8] {
		return false
	}
	sum := weighted(c[1:], 2, 7, 6, 5, 4, 3, 2)
	switch c[0] {
	case 'T':
		return c[8] == "JZIHGFEDCBA"[(sum+4)%11]
	case 'S':
		return c[8] == "JZIHGFEDCBA"[sum%11]
	case 'F':
		return c[8] == "XWUTRQPNMLK"[sum%11]
	case 'G':
		return c[8] == "XWUTRQPNMLK"[(sum+4)%11]
	case 'M':
		return c[8] == "KLJNPQRTUWX"[10-(sum+3)%11]
	default:
		return false
	}
}

// ResidentID verifies a Chinese resident identity number (ISO 7064 MOD 11-2).
func ResidentID(s string) bool {
	c := Compact(s)
	if len(c) != 18 || Digits(c[:17]) != c[:17] {
		return false
	}
	sum := weighted(c, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
	return c[17] == "10X98765432"[sum%11]
}

// CodiceFiscale verifies the last letter of an Italian tax code.
func CodiceFiscale(s string) bool {
	c := Compact(s)
	if len(c) != 16 {
		return false
	}
	odd := []int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i := range 15 {
		var v int
		switch {
		case c[i] >= '0' && c[i] <= '9':
			v = int(c[i] - '0')
		case c[i] >= 'A' && c[i] <= 'Z':
			v = int(c[i] - 'A')
		default:
			return false
		}
		if i%2 == 0 {
			v = odd[v]
		}
		sum += v
	}
	return int(c[15]-'A') == sum%26
}

var (
	verhoeffProduct = [10][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		{1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
		{2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
		{3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
		{4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
		{5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
		{6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
		{7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
		{8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
		{9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	verhoeffPermutation = [8][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		{1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
		{5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
		{8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
		{9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
		{4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
		{2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
		{7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
	}
)

// Verhoeff verifies the dihedral check digit that Aadhaar numbers end in.
func Verhoeff(s string) bool {
	d := Digits(s)
	c := 0
	for i := range len(d) {
		c = verhoeffProduct[c][verhoeffPermutation[i%8][d[len(d)-1-i]-'0']]
	}
	return len(d) > 1 && c == 0
}
