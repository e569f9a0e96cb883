// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package vector is what the commands share that write assembly.
package vector

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Broadcast returns a register that has c in each of its 32 bytes.
func Broadcast(c byte) VecVirtual {
	bits, x, v := GP32(), XMM(), YMM()
	MOVL(U32(uint32(c)), bits)
	VMOVD(bits, x)
	VPBROADCASTB(x, v)
	return v
}
