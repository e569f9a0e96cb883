// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

// homoglyphs maps letters of other scripts to the Latin letter they are drawn like (a selection of the Unicode
// confusables, UTS 39: those drawn alike in common fonts).
var homoglyphs = func() map[rune]byte {
	m := make(map[rune]byte, 128)
	for _, pair := range []struct{ from, to string }{
		// Cyrillic
		{"аАВсСԁеЕһНіІјЈкКӏМмноОрРԛѕЅтТуУвхХԝЗѵгпѡЬѐё", "aABcCdeEhHiIjJkKlMmhoOpPqsStTyYbxXw3vrnwbee"},
		// Greek
		{"αΑβΒεΕΗιΙκΚΜνΝοΟρΡτΤυΥχΧΖηγωσϲϳ", "aAbBeEHiIkKMvNoOpPtTuYxXZnywocj"},
		// Armenian, Latin extensions, letter-like
		{"օսոհցզւքɑɡɩɪʀʏɴʙʜʟłŁøØđĐħĦıȷ", "ounhgqlpagiiryNBHLlLoOdDhHij"},
	} {
		to := []byte(pair.to)
		i := 0
		for _, r := range pair.from {
			m[r] = to[i]
			i++
		}
	}
	return m
}()
