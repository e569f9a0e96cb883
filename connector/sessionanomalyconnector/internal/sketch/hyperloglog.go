// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"math"
	"math/bits"
)

const (
	hllBits      = 8
	hllRegisters = 1 << hllBits
	// maxRank is the highest value of a register.
	maxRank = 64 - hllBits + 1
)

// HyperLogLog estimates how many distinct hashes it was given, to within about 7%, in 256 bytes (Flajolet et al. 2007).
// The zero value is empty.
type HyperLogLog struct {
	registers [hllRegisters]uint8
}

// Add counts a well-mixed 64-bit hash.
func (h *HyperLogLog) Add(hash uint64) {
	i := hash >> (64 - hllBits)
	rank := uint8(bits.LeadingZeros64(hash<<hllBits|1<<(hllBits-1))) + 1
	h.registers[i] = max(h.registers[i], rank)
}

// Count returns the estimate.
func (h *HyperLogLog) Count() uint64 {
	sum, empty := 0.0, 0
	for _, r := range h.registers {
		sum += math.Ldexp(1, -int(r))
		if r == 0 {
			empty++
		}
	}
	const m = hllRegisters
	alpha := 0.7213 / (1 + 1.079/m)
	estimate := alpha * m * m / sum
	if estimate <= 2.5*m && empty > 0 {
		estimate = m * math.Log(m/float64(empty))
	}
	return uint64(math.Round(estimate))
}
