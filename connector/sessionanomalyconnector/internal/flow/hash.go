// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "encoding/binary"

const (
	// gram is the length of the substrings that are hashed, in folded bytes.
	gram = 16
	// maxWindow is how many neighbouring grams compete for one fingerprint, at most. In shorter texts fewer do.
	maxWindow = 32
	// Guarantee is the length of a shared passage, in letters and digits, that holds two fingerprints however long the text
	// is. One alone is no evidence: two texts on one subject share a phrase.
	Guarantee = gram + 2*maxWindow - 1

	mix1 = 0x9e3779b97f4a7c15
	mix2 = 0xc2b2ae3d27d4eb4f
)

// hashGram hashes gram bytes. The bytes are already folded; the hash needs to be fast and even, not secret: it never leaves
// the process, and who wants to hide content can do simpler things than collide it.
func hashGram(b []byte) uint32 {
	lo, hi := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	h := (lo ^ hi*mix2) * mix1
	h ^= h >> 29
	return uint32((h * mix2) >> 32)
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

// hashHead hashes the eight bytes a mark starts with.
func hashHead(b []byte) uint32 {
	return uint32((binary.LittleEndian.Uint64(b) * mix1) >> 32)
}

// printed is one fingerprint and where it stands in the folded text.
type printed struct {
	hash uint32
	pos  int32
}

// windowOf gives a short text many fingerprints and a long one few, about want of them.
func windowOf(grams, want int) int { return min(max(2*grams/max(want, 1), 1), maxWindow) }

// winnow appends the fingerprints of folded text to dst: in every run of window grams the smallest hash, the last one of
// equal ones, each once.
func winnow(dst []printed, folded []byte, want int) []printed {
	n := len(folded) - gram + 1
	if n <= 0 {
		return dst
	}
	var ring [maxWindow]uint32
	window := windowOf(n, want)
	best, bestAt, last := ^uint32(0), -1, -1
	for i := range n {
		h := hashGram(folded[i:])
		ring[i%maxWindow] = h
		switch {
		case h <= best || bestAt < 0:
			best, bestAt = h, i
		case bestAt <= i-window:
			best, bestAt = smallest(&ring, i, window)
		}
		if (i >= window-1 || i == n-1) && bestAt != last {
			dst = append(dst, printed{hash: best, pos: int32(bestAt)})
			last = bestAt
		}
	}
	return dst
}

// smallest finds the smallest hash of the window that ends at gram i, the last one of equal ones.
func smallest(ring *[maxWindow]uint32, i, window int) (best uint32, at int) {
	best = ^uint32(0)
	for j := i - window + 1; j <= i; j++ {
		if h := ring[j%maxWindow]; h <= best {
			best, at = h, j
		}
	}
	return best, at
}
