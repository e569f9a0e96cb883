// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"encoding/binary"
	"unicode/utf8"
	"unsafe"
)

// highBits are the bits that an ASCII byte does not have, of eight bytes.
const highBits = 0x8080808080808080

// NextNonASCII returns the offset of the next byte at or after from that is not ASCII, or -1.
func NextNonASCII(text string, from int) int {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	for ; from+32 <= len(b); from += 32 {
		if (binary.LittleEndian.Uint64(b[from:])|binary.LittleEndian.Uint64(b[from+8:])|
			binary.LittleEndian.Uint64(b[from+16:])|binary.LittleEndian.Uint64(b[from+24:]))&highBits != 0 {
			break
		}
	}
	for ; from+8 <= len(b); from += 8 {
		if binary.LittleEndian.Uint64(b[from:])&highBits != 0 {
			break
		}
	}
	for ; from < len(b); from++ {
		if b[from] >= utf8.RuneSelf {
			return from
		}
	}
	return -1
}
