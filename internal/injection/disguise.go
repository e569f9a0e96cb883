// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import "strings"

const (
	// minDisguised is the shortest text looked at for a disguise: an instruction needs more letters than that.
	minDisguised = 24
	// maxDisguised bounds how much of a text is looked at: the disguises are meant for short messages, and real data is
	// full of what looks like them.
	maxDisguised = 4096
)

// disguises returns what text says when read as letters spaced out, digits for letters, or ROT13, where it looks like that.
func disguises(text string) []string {
	if len(text) < minDisguised {
		return nil
	}
	text = text[:min(len(text), maxDisguised)]
	var plain []string
	if spacedOut(text) {
		text = closeUp(text)
		plain = append(plain, text)
	}
	if leet(text) {
		plain = append(plain, leetI.Replace(text), leetL.Replace(text))
		if !strings.Contains(text, "  ") {
			packed := strings.ReplaceAll(text, " ", "")
			plain = append(plain, leetI.Replace(packed), leetL.Replace(packed))
		}
	}
	if rotated(text) {
		plain = append(plain, strings.Map(rot13, text))
	}
	return plain
}

// spacedOut tells whether most characters stand alone between separators.
func spacedOut(text string) bool {
	alone := 0
	for i := 1; i+1 < len(text); i++ {
		if isAlnum(text[i]) && isSeparator(text[i-1]) && isSeparator(text[i+1]) {
			alone++
		}
	}
	return alone*3 > len(text)
}

// closeUp removes the separators between single characters. Two in a row stand for a space between words.
func closeUp(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if !isSeparator(text[i]) {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && isSeparator(text[i+1]) {
			b.WriteByte(' ')
			i++
		}
	}
	return b.String()
}

// leet tells whether digits stand among letters in much of the text.
func leet(text string) bool {
	mixed := 0
	for i := 1; i < len(text); i++ {
		if isDigit(text[i]) && isLetter(text[i-1]) || isLetter(text[i]) && isDigit(text[i-1]) {
			mixed++
		}
	}
	return mixed*6 > len(text)
}

var (
	leetI = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s")
	leetL = strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s")
)

// rotated tells whether the text holds words that only ROT13 makes: "system", "instruction", "ignore", "reveal", "prompt".
func rotated(text string) bool {
	lower := strings.ToLower(text)
	for _, word := range []string{"flfgrz", "vafgehpgvba", "vtaber", "erirny", "cebzcg"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

func rot13(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return 'a' + (r-'a'+13)%26
	case r >= 'A' && r <= 'Z':
		return 'A' + (r-'A'+13)%26
	}
	return r
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }
func isSeparator(c byte) bool {
	return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*' || c == '|'
}
