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
// equal ones, each once. All grams are written to grams, which is returned for reuse.
func winnow(dst []printed, grams []ranked, folded []byte, want int) (prints []printed, scratch []ranked) {
	n := len(folded) - gram + 1
	if n <= 0 {
		return dst, grams
	}
	grams = slices.Grow(grams[:0], n)[:n]
	for i := range grams {
		grams[i] = rank(hashGram(folded[i:i+gram]), i)
	}
	window := windowOf(n, want)
	end := min(window, n) // of the window
	best := smallest(grams[:end])
	dst = append(dst, best.print())
	for end < n {
		leaves := min(int(best.print().pos)+window, n)
		for end < leaves && grams[end] > best {
			end++
		}
		switch {
		case end < leaves:
			best = grams[end]
		case end < n:
			best = smallest(grams[end-window+1 : end+1])
		default:
			return dst, grams
		}
		dst = append(dst, best.print())
		end++
	}
	return dst, grams
}

// ranked is a gram's hash in the upper half and its place, counted down, in the lower: the smallest of some is the one with
// the smallest hash, the last one of equal ones, and to find it takes no branch.
type ranked uint64

func rank(hash uint32, pos int) ranked { return ranked(hash)<<32 | ranked(^uint32(pos)) }

func (r ranked) print() printed { return printed{hash: uint32(r >> 32), pos: int32(^uint32(r))} }

func smallest(grams []ranked) ranked {
	best := ^ranked(0)
	for _, g := range grams {
		best = min(best, g)
	}
	return best
}

const (
	// long is how many grams for each fingerprint wanted make a text of which only the fingerprints of small hashes are kept.
	long = 40
	// tried is how many grams for each of those are looked at, those of the smallest hashes.
	tried = 3
)

// sparse appends the fingerprints of small hashes of a long folded text to dst, the same ones that winnow finds, without
// looking at the other grams twice. It is of use when there are more than will be kept.
func sparse(dst []printed, grams []ranked, folded []byte, want int) (prints []printed, scratch []ranked) {
	n := len(folded) - gram + 1
	limit := uint32(uint64(1<<32-1) / uint64(n) * uint64(tried*want))
	grams = grams[:0]
	for i := range n {
		if h := hashGram(folded[i : i+gram]); h < limit {
			grams = append(grams, rank(h, i))
		}
	}
	for at, g := range grams {
		if p := g.print(); wins(grams, at, int(p.pos), n) {
			dst = append(dst, p)
		}
	}
	return dst, grams
}

// wins reports whether the gram at pos, the at-th of small hash, is the smallest of some window, the last one of equal ones:
// whether the grams around it that are not smaller are as many as a window.
func wins(grams []ranked, at, pos, n int) bool {
	hash := grams[at] >> 32
	from, to := max(pos-maxWindow+1, 0), min(pos+maxWindow, n)
	for i := at - 1; i >= 0 && int(grams[i].print().pos) >= from; i-- {
		if grams[i]>>32 < hash {
			from = int(grams[i].print().pos) + 1
		}
	}
	for i := at + 1; i < len(grams) && int(grams[i].print().pos) < to; i++ {
		if grams[i]>>32 <= hash {
			to = int(grams[i].print().pos)
		}
	}
	return to-from >= min(maxWindow, n)
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
