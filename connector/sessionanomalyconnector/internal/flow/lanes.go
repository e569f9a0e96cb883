// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "math/bits"

// lanes are eight bytes, one of each of eight things, the first in the lowest byte.
type lanes uint64

// same has the same byte in all lanes.
func same(b byte) lanes { return lanes(b) * lows }

// zeros marks the first lane that is zero, and maybe others behind it, none before it.
func (l lanes) zeros() lanes { return (l - lows) &^ l & highs }

// shift is how far up the first lane marked is.
func (l lanes) shift() int { return bits.TrailingZeros64(uint64(l)) &^ 7 }

// next is without the first lane marked.
func (l lanes) next() lanes { return l & (l - 1) }

// last is the byte of the last lane.
func (l lanes) last() byte { return byte(l >> 56) }

// at is the byte of a lane.
func (l lanes) at(lane int) uint64 { return uint64(byte(l >> (8 * lane & 63))) }

// push puts a byte in front of the others. The last one falls out.
func (l lanes) push(b byte) lanes { return l<<8 | lanes(b) }

// cut moves the lanes that are behind by one, over the first of them.
func (l lanes) cut(behind lanes) lanes { return l ^ (l^l>>8)&behind }
