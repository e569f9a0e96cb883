// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import "slices"

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
