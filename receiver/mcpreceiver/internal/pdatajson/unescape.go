// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatajson

import (
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"strings"
)

const (
	wordSize    = 8
	ones        = 0x0101010101010101
	highs       = 0x8080808080808080
	quotes      = '"' * ones
	backslashes = '\\' * ones
)

// plain are the escapes of two characters.
var plain = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape writes what a string stands for to dst, from after its first quote. It returns how long that is and how much of
// src it took, the last quote included, or 0 where that is no string. What an escape stands for is never longer than the
// escape, so dst needs room for src and one word more.
func unescape(dst, src []byte) (n, used int) {
	for {
		clean := copyClean(dst[n:], src[used:])
		n, used = n+clean, used+clean
		rest := src[used:]
		if len(rest) == 0 {
			return 0, 0
		}
		if rest[0] == '"' {
			return n, used + 1
		}
		if len(rest) == 1 {
			return 0, 0
		}
		if c := plain[rest[1]]; c != 0 {
			dst[n] = c
			n, used = n+1, used+2
			continue
		}
		text, length := unicode(rest)
		if length == 0 {
			return 0, 0
		}
		n, used = n+copy(dst[n:], text), used+length
	}
}

// copyClean copies src up to its first quote or backslash, eight bytes at once, and returns how much that is.
func copyClean(dst, src []byte) int {
	all := len(src)
	for len(src) >= wordSize && len(dst) >= wordSize {
		word := binary.LittleEndian.Uint64(src)
		binary.LittleEndian.PutUint64(dst, word)
		quote, slash := word^quotes, word^backslashes
		if hit := ((quote-ones)&^quote | (slash-ones)&^slash) & highs; hit != 0 {
			return all - len(src) + bits.TrailingZeros64(hit)/8
		}
		src, dst = src[wordSize:], dst[wordSize:]
	}
	n := 0
	for n < len(src) && src[n] != '"' && src[n] != '\\' {
		dst[n] = src[n]
		n++
	}
	return all - len(src) + n
}

// unicode decodes the \u escapes at the start of in, and returns how long they are, or 0 if they are none.
func unicode(in []byte) (text string, length int) {
	n := escapeRun(in)
	if json.Unmarshal(append(append(append(make([]byte, 0, n+2), '"'), in[:n]...), '"'), &text) != nil {
		return "", 0
	}
	return text, n
}

func highSurrogate(escape []byte) bool {
	digit := escape[3]
	return escape[2]|0x20 == 'd' && strings.IndexByte("89abAB", digit) >= 0
}

// maxRun bounds how many \u escapes are decoded together.
const maxRun = 64

// escapeRun is the length of the \u escapes at the start, so that surrogate pairs are decoded together.
func escapeRun(b []byte) int {
	n := 0
	for n+6 <= len(b) && n < 6*maxRun && b[n] == '\\' && b[n+1] == 'u' {
		n += 6
	}
	if n == 0 {
		return min(len(b), 6) // a cut escape, which the decoder refuses
	}
	if n == 6*maxRun && highSurrogate(b[n-6:]) {
		n -= 6 // its other half is in the next run
	}
	return n
}
