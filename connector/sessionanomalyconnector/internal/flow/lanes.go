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

// push puts a byte in front of the others. The last one falls out.
func (l lanes) push(b byte) lanes { return l<<8 | lanes(b) }

// cut takes out the byte that is so far up. Those behind it move up.
func (l lanes) cut(shift int) lanes {
	before := lanes(1)<<shift - 1
	return l&before | l>>8&^before
}
