// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

var hexValue = func() (t [256]byte) {
	for i := range t {
		t[i] = noValue
	}
	for i := range 10 {
		t['0'+i] = byte(i)
	}
	for i := range 6 {
		t['a'+i], t['A'+i] = byte(10+i), byte(10+i)
	}
	return t
}()

// hex adds a view when [start, end) of text is hex that decodes to text.
func (d *decoding) hex(text string, start, end int) (found bool) {
	if (end-start)%2 != 0 || !looksHex(text[start:min(start+minBlob, end)]) {
		return false
	}
	raw := make([]byte, 0, (end-start)/2)
	for i := start; i+1 < end; i += 2 {
		hi, lo := hexValue[text[i]], hexValue[text[i+1]]
		if hi == noValue || lo == noValue {
			return false
		}
		raw = append(raw, hi<<4|lo)
	}
	if textPrefix(raw) < len(raw) {
		return false
	}
	d.add(wholeBlob(string(raw), EncodingHex, start, end))
	return true
}

// looksHex tells, without decoding the rest, whether s is hex and its first bytes are text.
func looksHex(s string) bool {
	var head [minBlob / 2]byte
	for i := 0; i+1 < len(s); i += 2 {
		hi, lo := hexValue[s[i]], hexValue[s[i+1]]
		if hi == noValue || lo == noValue {
			return false
		}
		head[i/2] = hi<<4 | lo
	}
	return textPrefix(head[:len(s)/2]) >= len(s)/2-3
}
