// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"encoding/binary"
	"errors"
	"slices"
)

// exactDistinct is how many distinct hashes a Distinct remembers one by one.
const exactDistinct = 32

// Distinct counts distinct hashes: exactly up to 32, by HyperLogLog beyond. The zero value is empty.
type Distinct struct {
	exact []uint64 // sorted
	rest  *HyperLogLog
}

// Add counts a well-mixed 64-bit hash and reports whether the count grew.
func (d *Distinct) Add(hash uint64) bool {
	if d.rest != nil {
		before := d.rest.Count()
		d.rest.Add(hash)
		return d.rest.Count() > before
	}
	i, found := slices.BinarySearch(d.exact, hash)
	if found {
		return false
	}
	if len(d.exact) < exactDistinct {
		d.exact = slices.Insert(d.exact, i, hash)
		return true
	}
	d.rest = &HyperLogLog{}
	for _, known := range d.exact {
		d.rest.Add(known)
	}
	d.rest.Add(hash)
	d.exact = nil
	return true
}

// Count returns how many distinct hashes were added.
func (d *Distinct) Count() uint64 {
	if d.rest != nil {
		return d.rest.Count()
	}
	return uint64(len(d.exact))
}

var errDistinct = errors.New("distinct: want at most 32 hashes in order, or 256 registers")

// Forms of a Distinct as it is stored.
const (
	storedExact byte = iota
	storedRest
)

// MarshalBinary implements encoding.BinaryMarshaler.
func (d *Distinct) MarshalBinary() ([]byte, error) {
	if d.rest != nil {
		return append([]byte{storedRest}, d.rest.registers[:]...), nil
	}
	data := append(make([]byte, 0, 1+8*len(d.exact)), storedExact)
	for _, hash := range d.exact {
		data = binary.LittleEndian.AppendUint64(data, hash)
	}
	return data, nil
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler. It refuses what MarshalBinary does not give.
func (d *Distinct) UnmarshalBinary(data []byte) error {
	var fresh Distinct
	switch {
	case len(data) == 1+hllRegisters && data[0] == storedRest:
		fresh.rest = &HyperLogLog{}
		copy(fresh.rest.registers[:], data[1:])
		if slices.Max(data[1:]) > maxRank {
			return errDistinct
		}
	case len(data) > 0 && len(data)%8 == 1 && len(data) <= 1+8*exactDistinct && data[0] == storedExact:
		for rest := data[1:]; len(rest) > 0; rest = rest[8:] {
			hash := binary.LittleEndian.Uint64(rest)
			if n := len(fresh.exact); n > 0 && fresh.exact[n-1] >= hash {
				return errDistinct
			}
			fresh.exact = append(fresh.exact, hash)
		}
	default:
		return errDistinct
	}
	*d = fresh
	return nil
}
