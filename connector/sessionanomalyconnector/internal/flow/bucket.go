// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// ways is how many entries share a bucket; a full bucket forgets its oldest entry.
const ways = 8

// bucket holds its entries from the newest to the oldest, and free places behind them: the first bytes of all entries, which
// are their sources plus one, then the second ones, and so on, so that all are compared or moved in a step a row.
type bucket interface{ ~[4]lanes | ~[8]lanes }

// full reports whether the next entry would push out the oldest.
func full[B bucket](b *B) bool { return (*b)[0].last() != 0 }

// insert puts an entry in front of the others. The last one falls out.
func insert[B bucket](b *B, entry uint64) {
	for i := range len(*b) {
		(*b)[i] = (*b)[i].push(byte(entry))
		entry >>= 8
	}
}

// remove drops the entry of the first lane found.
func remove[B bucket](b *B, found lanes) {
	for i := range len(*b) {
		(*b)[i] = (*b)[i].cut(found.shift())
	}
}

// entryAt is the entry of a lane.
func entryAt[B bucket](b *B, lane int) (entry uint64) {
	for i := range len(*b) {
		entry |= uint64(byte((*b)[i]>>(8*lane))) << (8 * i)
	}
	return entry
}
