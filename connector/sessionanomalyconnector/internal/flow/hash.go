// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "encoding/binary"

const (
	// gram is the length of the substrings that are hashed, in folded bytes.
	gram = 16
	// maxStride is how far apart the fingerprints of a text that is not long are, at most. In shorter texts they are closer.
	maxStride = 32
	// Guarantee is the length of a shared passage, in letters and digits, that holds two fingerprints of a text that is not
	// long. One alone is no evidence: two texts on one subject share a phrase.
	Guarantee = gram + 2*maxStride - 1

	mix1 = 0x9e3779b97f4a7c15
	mix2 = 0xc2b2ae3d27d4eb4f
)

// hashGram hashes gram bytes. The bytes are already folded; the hash needs to be fast and even, not secret: it never leaves
// the process, and who wants to hide content can do simpler things than collide it.
func hashGram(b []byte) uint32 {
	h := draw(b)
	return uint32(((h ^ h>>32) * mix1) >> 32)
}

// draw is hashGram half done, with upper bits that are even enough to choose by.
func draw(b []byte) uint64 {
	return binary.LittleEndian.Uint64(b)*mix1 ^ binary.LittleEndian.Uint64(b[8:])*mix2
}

// hashBytes hashes a mark of any length.
func hashBytes(b []byte) uint64 {
	h := uint64(len(b)) * mix2
	for len(b) >= 8 {
		h = (h ^ binary.LittleEndian.Uint64(b)) * mix1
		h ^= h >> 31
		b = b[8:]
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * mix1
		h ^= h >> 31
	}
	return h * mix2
}

// hashShort is hashBytes for less than eight bytes, of which the first is the lowest.
func hashShort(word uint64, size int) uint64 {
	h := uint64(size) * mix2
	for range size {
		h = (h ^ word&0xff) * mix1
		h ^= h >> 31
		word >>= 8
	}
	return h * mix2
}

// hashText hashes a short text.
func hashText(text string) (h uint64) {
	for ; len(text) >= 8; text = text[8:] {
		h = (h ^ le64(text, 0)) * mix1
		h ^= h >> 31
	}
	rest := uint64(len(text))
	for i := range len(text) {
		rest = rest<<8 | uint64(text[i])
	}
	h = (h ^ rest) * mix1
	return h ^ h>>31
}

// hashHead hashes the eight bytes a mark starts with.
func hashHead(b []byte) uint32 {
	return uint32((binary.LittleEndian.Uint64(b) * mix1) >> 32)
}
