// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fold

//go:generate go run -C ../tools ./quotation -out ../fold/lines_amd64.s

import "strings"

// blockLen is how many bytes a word of a bitmap tells of.
const blockLen = 64

// begins are the bytes that a marker may begin with.
var begins = [256]bool{'>': true, '/': true, '#': true, '*': true, '+': true, '-': true, ';': true, '%': true}

// lineStartsGo is lineStarts where there is no assembly, and what the assembly is held against.
func lineStartsGo(text string, places []uint64) {
	clear(places)
	for at := 0; at < len(text); at++ {
		if at = pastBlanks(text, at); at < len(text) && begins[text[at]] {
			places[at/blockLen] |= 1 << (at % blockLen)
		}
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return
		}
		at += next
	}
}
