// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

//go:generate go run -C ../../../../internal/tools ./heard -out ../../connector/sessionanomalyconnector/internal/content/heard_amd64.s

import (
	"encoding/binary"
	"math/bits"
)

const (
	// orderWords is how many words of a request are compared with the names of tools.
	orderWords = 16
	// wordSize is how many bytes of a word's hash are kept.
	wordSize = 3
)

// heard is a set of at most orderWords words, by the lower three bytes of their hashes. The first two bytes of all stand in a
// row, so that four words are compared at once.
type heard struct {
	low   [2 * orderWords]byte
	high  [orderWords]byte
	count uint8
}

const ones, tops = 0x0001_0001_0001_0001, 0x8000_8000_8000_8000

// spread has the first two bytes of a word's hash four times, to be compared with four words.
func spread(hash uint32) uint64 { return uint64(hash&0xffff) * ones }

// mayHave reports whether any of the words may be in the set: of most names of tools none is.
func (s *heard) mayHave(spreads []uint64) bool {
	low0, low1 := binary.LittleEndian.Uint64(s.low[0:]), binary.LittleEndian.Uint64(s.low[8:])
	low2, low3 := binary.LittleEndian.Uint64(s.low[16:]), binary.LittleEndian.Uint64(s.low[24:])
	found := uint64(0)
	for _, want := range spreads {
		d0, d1, d2, d3 := low0^want, low1^want, low2^want, low3^want
		found |= (d0-ones)&^d0 | (d1-ones)&^d1 | (d2-ones)&^d2 | (d3-ones)&^d3
	}
	return found&tops != 0
}

// has reports whether a word is in the set.
func (s *heard) has(hash uint32) bool {
	want := spread(hash)
	d0, d1 := binary.LittleEndian.Uint64(s.low[0:])^want, binary.LittleEndian.Uint64(s.low[8:])^want
	d2, d3 := binary.LittleEndian.Uint64(s.low[16:])^want, binary.LittleEndian.Uint64(s.low[24:])^want
	z0, z1, z2, z3 := (d0-ones)&^d0&tops, (d1-ones)&^d1&tops, (d2-ones)&^d2&tops, (d3-ones)&^d3&tops
	if z0|z1|z2|z3 == 0 {
		return false // two bytes that do not differ would have left a carry
	}
	return s.among(hash, z0, 0) || s.among(hash, z1, 4) || s.among(hash, z2, 8) || s.among(hash, z3, 12)
}

// among reports whether one of four words from first on, those with a carry, is the one.
func (s *heard) among(hash uint32, carries uint64, first int) bool {
	for ; carries != 0; carries &= carries - 1 {
		i := first + bits.TrailingZeros64(carries)/16
		if i < int(s.count) && binary.LittleEndian.Uint16(s.low[2*i:]) == uint16(hash) && s.high[i] == byte(hash>>16) {
			return true
		}
	}
	return false
}

// full reports whether there is no room for another word.
func (s *heard) full() bool { return s.count == orderWords }

// add puts a word into the set if there is room.
func (s *heard) add(hash uint32) {
	if !s.full() && !s.has(hash) {
		s.put(hash)
	}
}

// put is add for a set that has room and not the word.
func (s *heard) put(hash uint32) {
	i := s.count % orderWords
	binary.LittleEndian.PutUint16(s.low[2*i:], uint16(hash))
	s.high[i] = byte(hash >> 16)
	s.count++
}

// list gives the words as they are stored, wordSize bytes each.
func (s *heard) list() (out []byte) {
	for i := range int(s.count) {
		out = append(out, s.low[2*i], s.low[2*i+1], s.high[i])
	}
	return out
}

// heardOf is the set that list gave.
func heardOf(list []byte) (s heard) {
	for ; len(list) >= wordSize; list = list[wordSize:] {
		s.add(uint32(list[0]) | uint32(list[1])<<8 | uint32(list[2])<<16)
	}
	return s
}
