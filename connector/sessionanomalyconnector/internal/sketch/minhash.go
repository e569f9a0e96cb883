// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"encoding/binary"
	"errors"
)

const (
	// SignatureSize is the number of bins of a MinHash signature.
	SignatureSize = 32
	// densify tells a value borrowed from another bin apart from one that was hashed into this bin.
	densify = 0x9e3779b9
)

// Signature is a one-permutation MinHash of a set (Li, Owen and Zhang 2012): the share of equal bins of two signatures
// estimates the Jaccard similarity of their sets.
type Signature [SignatureSize]uint32

// Similarity estimates the Jaccard similarity of the two sets, from 0 to 1.
func (s *Signature) Similarity(other *Signature) float64 {
	equal := 0
	for i := range s {
		if s[i] == other[i] {
			equal++
		}
	}
	return float64(equal) / SignatureSize
}

var errSignature = errors.New("signature: want 32 numbers of 4 bytes")

// Bytes is the stored form.
func (s *Signature) Bytes() []byte {
	data := make([]byte, 0, 4*SignatureSize)
	for _, v := range s {
		data = binary.LittleEndian.AppendUint32(data, v)
	}
	return data
}

// SignatureOf reads the stored form.
func SignatureOf(data []byte) (s Signature, err error) {
	if len(data) != 4*SignatureSize {
		return s, errSignature
	}
	for i := range s {
		s[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return s, nil
}

// MinHash collects a set and summarises it. Each element costs one comparison, whatever the size of the signature. The
// zero value is an empty set.
type MinHash struct {
	bins   Signature
	filled uint32 // bit i: bin i holds a value
	items  int
}

// Add puts a well-mixed hash into the set.
func (m *MinHash) Add(hash uint64) {
	bin := hash >> 59
	value := uint32(hash)
	if m.filled&(1<<bin) == 0 || value < m.bins[bin] {
		m.bins[bin] = value
		m.filled |= 1 << bin
	}
	m.items++
}

// Len returns how many hashes were added, repeated ones included.
func (m *MinHash) Len() int { return m.items }

// Signature returns the summary. Empty bins borrow from the next filled one (densification by rotation, Shrivastava and Li
// 2014), so that small sets compare as well as large ones.
func (m *MinHash) Signature() Signature {
	sig := m.bins
	if m.filled == 0 {
		return sig
	}
	for i := range sig {
		for distance := 0; m.filled&(1<<((i+distance)%SignatureSize)) == 0; {
			distance++
			if from := (i + distance) % SignatureSize; m.filled&(1<<from) != 0 {
				sig[i] = m.bins[from] + uint32(distance)*densify
				break
			}
		}
	}
	return sig
}
