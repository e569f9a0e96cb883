// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"html"
	"strings"
)

// maxEntity is the longest entity looked at; the longest that HTML names has 33 characters.
const maxEntity = 34

// undoEntity undoes one HTML character reference that ends in a semicolon.
func undoEntity(out []byte, text string, at int) (decoded []byte, size int) {
	if at+1 == len(text) || text[at+1] != '#' && text[at+1]|0x20-'a' >= 26 { // no name begins with anything else
		return out, 0
	}
	window := text[at:min(len(text), at+maxEntity)]
	end := strings.IndexByte(window, ';')
	if end < 2 {
		return out, 0
	}
	entity := window[:end+1]
	plain := html.UnescapeString(entity)
	if plain == entity {
		return out, 0
	}
	return append(out, plain...), len(entity)
}
