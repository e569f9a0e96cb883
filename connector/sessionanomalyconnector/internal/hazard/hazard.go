// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package hazard recognises values that are dangerous to hand to a tool: addresses inside the network, paths that climb
// out, characters a person cannot see.
package hazard

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"

// Kind is one kind of hazard; kinds combine as bits.
type Kind uint16

// The kinds.
const (
	MetadataAddress  Kind = 1 << iota // a URL to a cloud's instance metadata
	LoopbackAddress                   // a URL to this machine
	PrivateAddress                    // a URL to a private or link-local address
	ObfuscatedHost                    // a URL whose address is written to be overlooked: decimal, octal, hexadecimal
	PathTraversal                     // a path that climbs up, plain or percent-encoded
	HiddenText                        // Unicode tag characters: text that a model reads and a person does not see
	HiddenCharacters                  // runs of zero-width characters, or overrides of the writing direction
	OverLong                          // longer than the limit
)

// Names lists the kinds in order of their bits.
var names = []string{
	"metadata address", "loopback address", "private address", "obfuscated address", "path traversal", "hidden text",
	"hidden characters", "over-long value",
}

// Names gives the kinds in words.
func (k Kind) Names() []string {
	var out []string
	for i, name := range names {
		if k&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// Has reports whether any of the kinds is present.
func (k Kind) Has(wanted Kind) bool { return k&wanted != 0 }

// scanned is how much of a value is looked at.
const scanned = 64 << 10

// Of returns the hazards of one value. A value longer than maxLen is over-long; zero is no limit.
func Of(text string, maxLen int) Kind {
	var k Kind
	if maxLen > 0 && len(text) > maxLen {
		k |= OverLong
	}
	if len(text) > scanned {
		text = text[:scanned]
	}
	if harmless(text) {
		return k
	}
	return k | urls(text) | paths(text) | unseen(text)
}

// short is how long a value may be to be looked at by its bytes first.
const short = 64

// harmless reports whether a value is short and has none of the bytes that every hazard has.
func harmless(text string) bool {
	if len(text) > short {
		return false
	}
	at := 0
	for ; at+8 <= len(text); at += 8 {
		if suspect(textmap.Inside(text, at)) {
			return false
		}
	}
	return at == len(text) || !suspect(textmap.Eight(text, at))
}

// each and highest are the lowest and the highest bit of eight bytes.
const each, highest = 0x0101010101010101, 0x8080808080808080

// suspect reports whether eight bytes have one that every hazard has.
func suspect(eight uint64) bool {
	return (eight|null(eight^':'*each)|null(eight^'.'*each)|null(eight^'%'*each))&highest != 0
}

// null has the highest bit of a byte where one of eight bytes of ASCII is zero, and of none where none is.
func null(eight uint64) uint64 { return (eight - each) &^ eight }
