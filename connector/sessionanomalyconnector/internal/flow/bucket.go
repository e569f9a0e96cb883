// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// ways is how many entries share a bucket; a full bucket forgets its oldest entry.
const ways = 8

// bucket holds its entries from the newest to the oldest, and free places behind them: the first bytes of all entries, which
// are their sources plus one, then the second ones, and so on, so that all are compared or moved in a step a row. Rows are taken
// four at a time, which is as many as both kinds of bucket have or half of them.
type bucket interface{ ~[4]lanes | ~[8]lanes }

// full reports whether the next entry would push out the oldest.
func full[B bucket](b *B) bool { return (*b)[0].last() != 0 }

// insert puts an entry in front of the others. The last one falls out.
func insert[B bucket](b *B, entry uint64) {
	for i := 0; i < len(*b); i += 4 {
		(*b)[i] = (*b)[i].push(byte(entry))
		(*b)[i+1] = (*b)[i+1].push(byte(entry >> 8))
		(*b)[i+2] = (*b)[i+2].push(byte(entry >> 16))
		(*b)[i+3] = (*b)[i+3].push(byte(entry >> 24))
		entry >>= 32
	}
}

// remove drops the entry of the first lane found. Those behind it move up.
func remove[B bucket](b *B, found lanes) {
	behind := ^lanes(0) << (found.shift() & 63)
	for i := 0; i < len(*b); i += 4 {
		(*b)[i] = (*b)[i].cut(behind)
		(*b)[i+1] = (*b)[i+1].cut(behind)
		(*b)[i+2] = (*b)[i+2].cut(behind)
		(*b)[i+3] = (*b)[i+3].cut(behind)
	}
}

// entryAt is the entry of a lane.
func entryAt[B bucket](b *B, lane int) (entry uint64) {
	for i := 0; i < len(*b); i += 4 {
		entry |= ((*b)[i].at(lane) | (*b)[i+1].at(lane)<<8 | (*b)[i+2].at(lane)<<16 | (*b)[i+3].at(lane)<<24) << (8 * i & 63)
	}
	return entry
}
