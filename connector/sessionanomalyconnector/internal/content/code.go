// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"bytes"
	"encoding/base64"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
)

const (
	// tellsCode is how much of a text tells whether it is worth while to put its groups together.
	tellsCode = 64
	// group is how many letters of base64 stand for three.
	group = 4
)

// code looks at what was encoded and then taken apart: written in groups, as hex dumps are ("42 6f 61", "42:6f:61", "\x42"), or
// sent in pieces none of which can be decoded alone. It puts together what stood in the field before and what stands there now.
func (t *Tracker) code(ev *detect.Event, st *state, f *field, text string) (found bool) {
	decoded := *f
	decoded.encoded = true
	if alone, ok := padded(text); ok {
		return t.flows(ev, st, &decoded, t.scanner.FindSent(&st.memory, decoded.sentIn(), alone))
	}
	t.joined = st.memory.TakeCode(t.joined[:0], f.name)
	before := len(t.joined)
	text = text[:min(len(text), t.cfg.MaxText)]
	grouped := t.group(text[:min(len(text), tellsCode)])
	may := mayDecode(t.joined)
	if len(text) > tellsCode && (may || !grouped) {
		t.joined = t.joined[:before]
		grouped = t.group(text)
		may = mayDecode(t.joined)
	}
	if len(t.joined) > before && !grouped && (may || len(t.joined) < minEncoded+group) {
		st.memory.KeepCode(f.name, t.joined)
	}
	if !may || before == 0 && !grouped || len(t.joined) == before {
		return false // it is none, or was looked at as it stands
	}
	if !decodable(t.joined) {
		return false
	}
	joined := string(t.joined)
	for i, view := range decode.Decode(joined, decode.Limits{Depth: 2, Bytes: t.cfg.MaxText}).Views {
		if i == maxDecoded {
			break
		}
		at := decodedUntil(view, before, len(joined))
		hits := t.scanner.FindAfter(&st.memory, view.Text[:at], view.Text[at:])
		found = t.flows(ev, st, &decoded, hits) || found
	}
	return found
}

// mayDecode tells from the first bytes of a text whether decoding it is worth while. Words without the spaces between them are
// base64 by their letters, which decodes to no text.
func mayDecode(code []byte) bool {
	if len(code) < minEncoded+group {
		return false
	}
	if bytes.IndexByte(code, '%') >= 0 || bytes.IndexByte(code, '\\') >= 0 || bytes.HasPrefix(code, gzipInBase64) {
		return true
	}
	switch begins := code[:minEncoded]; {
	case all(begins, isDigit): // most are numbers; text in base64 has a letter in every group
		return textInHex(begins) || textInHex(code[1:minEncoded+1])
	case all(begins, isHex):
		return true
	}
	for from := range group {
		if textInBase64(code[from : from+minEncoded]) {
			return true
		}
	}
	return false
}

func all(code []byte, are func(byte) bool) bool {
	return !slices.ContainsFunc(code, func(c byte) bool { return !are(c) })
}

// textInHex reports whether pairs of hex digits stand for bytes none of which is a control character.
func textInHex(code []byte) bool {
	for ; len(code) >= 2; code = code[2:] {
		if !inText(hexValue(code[0])<<4 | hexValue(code[1])) {
			return false
		}
	}
	return true
}

// hexValue is that of a hex digit: letters are 64 and more.
func hexValue(c byte) byte { return c&0xf + c>>6*9 }

// decodable reports whether the decoder may make anything of what group puts together. Of numbers that stand one behind the other
// it mostly makes nothing, which takes it long. Without escapes it decodes what begins behind anything but a letter or digit.
func decodable(code []byte) bool {
	if bytes.IndexByte(code, '%') >= 0 || bytes.IndexByte(code, '\\') >= 0 {
		return true
	}
	for at := 0; at+minEncoded <= len(code); at++ {
		if (at == 0 || base64Value[code[at-1]] >= base64Signs) && decodableFrom(code[at:]) {
			return true
		}
	}
	return false
}

// decodableFrom is decodable for what begins the code: hex, of which all has to be text, or base64, maybe behind a few letters.
func decodableFrom(code []byte) bool {
	digits := 0
	for digits < len(code) && isHex(code[digits]) {
		digits++
	}
	if digits >= minEncoded && digits%2 == 0 && textInHex(code[:digits]) {
		return true
	}
	for from := 0; from < group && from+minEncoded <= len(code); from++ {
		if rest := code[from:]; beginsText(rest) && textInBase64(rest[:minEncoded]) || bytes.HasPrefix(rest, gzipInBase64) {
			return true
		}
	}
	return false
}

// beginsText tells from the first two bytes of what base64 stands for whether a text may begin with them. Few begin so by chance.
func beginsText(code []byte) bool {
	a, b, c := base64Value[code[0]], base64Value[code[1]], base64Value[code[2]]
	first, second := a<<2|b>>4, b<<4|c>>2
	if first >= utf8.RuneSelf {
		return utf8.RuneStart(first) && !utf8.RuneStart(second)
	}
	return inText(first)
}

var gzipInBase64 = []byte("H4sI")

// textInBase64 reports whether whole groups decode to a part of a text.
func textInBase64(code []byte) bool {
	var room [minEncoded / group * 3]byte
	text := room[:0]
	for ; len(code) >= group; code = code[group:] {
		a, b, c, d := base64Value[code[0]], base64Value[code[1]], base64Value[code[2]], base64Value[code[3]]
		if max(a, b, c, d) == noValue {
			return false
		}
		text = append(text, a<<2|b>>4, b<<4|c>>2, c<<6|d)
	}
	return partOfText(text)
}

// partOfText reports whether bytes are UTF-8 without control characters, but for a character cut off at either end.
func partOfText(text []byte) bool {
	for cut := 0; cut < utf8.UTFMax-1 && len(text) > 0 && !utf8.RuneStart(text[0]); cut++ {
		text = text[1:]
	}
	for len(text) > 0 && utf8.FullRune(text) {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError || size == 1 && !inText(text[0]) {
			return false
		}
		text = text[size:]
	}
	return true
}

// inText reports whether a byte is no control character.
func inText(c byte) bool { return c >= ' ' && c != 0x7f || c == '\n' || c == '\r' || c == '\t' }

// noValue is the value of what is no letter of base64. From base64Signs on the values are those of signs.
const (
	noValue     = 0xff
	base64Signs = 62
)

var base64Value = func() (t [256]byte) {
	for i := range t {
		t[i] = noValue
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	t['-'], t['_'] = base64Signs, base64Signs+1
	return t
}()

// padded decodes a piece that was encoded by itself, and is too short for the decoder of longer texts: padding tells it from a
// word.
func padded(text string) (string, bool) {
	if len(text) >= minEncoded || !strings.HasSuffix(text, "=") {
		return "", false
	}
	plain, err := base64.StdEncoding.DecodeString(text)
	return string(plain), err == nil && utf8.Valid(plain)
}

// decodedUntil gives how much of a view comes from what stood in the field before. A blob does not tell; its letters all take the
// same room.
func decodedUntil(v *decode.View, before, joined int) int {
	if from, to := v.Origin(0, 1); to-from > 2*maxEscape {
		return len(v.Text) * before / joined
	}
	return sort.Search(len(v.Text), func(i int) bool {
		_, end := v.Origin(i, i+1)
		return end > before
	})
}

// maxEscape is how long an escape of one letter may be.
const maxEscape = 12

// group appends the characters of an encoded text to t.joined, without what stands between groups of them, and reports whether
// anything did. It appends nothing where other characters show that the text is none.
func (t *Tracker) group(text string) (grouped bool) {
	joined := t.joined
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch kind := codeBytes[c]; {
		case kind == codeOf:
			joined = append(joined, c)
		case kind == codeNone:
			return false
		case kind == codeBetween:
			grouped = true
		case hexPrefix(text[i:]):
			grouped = true
			i++
		default:
			joined = append(joined, c)
		}
	}
	t.joined = joined
	return grouped
}

// hexPrefix reports whether a byte in hex begins as programs write it, 0x42 or \x42, at a codeStart.
func hexPrefix(s string) bool { return len(s) >= 4 && s[1]|0x20 == 'x' && isHex(s[2]) && isHex(s[3]) }

func isDigit(c byte) bool { return c-'0' < 10 }

func isHex(c byte) bool { return isDigit(c) || (c|0x20)-'a' < 6 }

const (
	codeNone = iota
	codeOf
	codeBetween
	codeStart // like codeOf, unless it begins a hexPrefix
)

// codeBytes tells what may stand in an encoded text, and between its groups.
var codeBytes = func() (t [256]byte) {
	for c := range t {
		switch b := byte(c); {
		case b == '0', b == '\\':
			t[c] = codeStart
		case b-'0' < 10, (b|0x20)-'a' < 26, strings.IndexByte("+/=_-%&#", b) >= 0:
			t[c] = codeOf
		case strings.IndexByte(" \t\r\n,;:.|'\"", b) >= 0:
			t[c] = codeBetween
		}
	}
	return t
}()
