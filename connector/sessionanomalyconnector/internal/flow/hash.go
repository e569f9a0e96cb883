// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"encoding/binary"
	"slices"
)

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
// equal ones, each once. The hashes of all grams are written to grams, which is returned for reuse.
func winnow(dst []printed, grams []uint32, folded []byte, want int) (prints []printed, scratch []uint32) {
	n := len(folded) - gram + 1
	if n <= 0 {
		return dst, grams
	}
	grams = slices.Grow(grams[:0], n)[:n]
	for i := range grams {
		grams[i] = hashGram(folded[i : i+gram])
	}
	window := windowOf(n, want)
	end := min(window, n) // of the window
	at := smallest(grams, 0, end)
	dst = append(dst, printed{hash: grams[at], pos: int32(at)})
	for end < n {
		best, leaves := grams[at], min(at+window, n)
		for end < leaves && grams[end] > best {
			end++
		}
		switch {
		case end < leaves:
			at = end
		case end < n:
			at = smallest(grams, end-window+1, end+1)
		default:
			return dst, grams
		}
		dst = append(dst, printed{hash: grams[at], pos: int32(at)})
		end++
	}
	return dst, grams
}

// smallest is the place of the smallest hash from start to end, the last one of equal ones.
func smallest(grams []uint32, start, end int) (at int) {
	at = start
	best := grams[start]
	for i := start + 1; i < end; i++ {
		if h := grams[i]; h <= best {
			best, at = h, i
		}
	}
	return at
}

// least moves the k prints with the smallest hashes to the front, in no order.
func least(prints []printed, k int) {
	for low, high := 0, len(prints)-1; low < high; {
		pivot := prints[(low+high)/2].hash
		i, j := low, high
		for i <= j {
			for prints[i].hash < pivot {
				i++
			}
			for prints[j].hash > pivot {
				j--
			}
			if i <= j {
				prints[i], prints[j] = prints[j], prints[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j+1:
			high = j
		case k > i:
			low = i
		default:
			return
		}
	}
}
