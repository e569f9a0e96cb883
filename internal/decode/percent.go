// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

// undoPercent undoes one URL escape (RFC 3986, section 2.1).
func undoPercent(out []byte, text string, at int) (decoded []byte, size int) {
	if at+2 >= len(text) {
		return out, 0
	}
	hi, lo := hexValue[text[at+1]], hexValue[text[at+2]]
	if hi == noValue || lo == noValue {
		return out, 0
	}
	return append(out, hi<<4|lo), 3
}
