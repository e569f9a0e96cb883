// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

const (
	// maxOrders is how many requests a session remembers. Those addressed to the model stay longest.
	maxOrders = 12
	orderSize = 56
)

// Order is a request found in a result, as hashes: the values it named are in state.named.
type Order struct {
	// Source is the result that held it.
	Source flow.Source
	// Addressed says that the request speaks to the model, not to a person.
	Addressed bool
	// Signs is the weight of the signs of that.
	Signs uint8
	// Used counts the calls that held one of its values, or read what it speaks of.
	Used   uint8
	strong bool
	words  heard
	read   uint16 // which of the results read in the session held it, counted round
}

// before reports whether a request was read before another. No result is remembered for so long that the count goes round.
func (o *Order) before(other *Order) bool { return int16(o.read-other.read) < 0 }

// agreement counts the words of a tool's name that the request used, and reports whether it spelled the name out or used
// most of three words or more.
func (o *Order) agreement(name *toolName) (shared int, spelled bool) {
	for _, w := range name.words {
		if o.words.has(w) {
			shared++
		}
	}
	return shared, o.words.has(name.whole) || shared >= name.most()
}

// mayNameGo is mayName for all processors.
func mayNameGo(list []Order, spreads []uint64) (found uint64) {
	for i := range list {
		if list[i].words.mayHave(spreads) {
			found |= 1 << i
		}
	}
	return found
}

// minShared is from how many words on a request means a tool without spelling its name out.
const minShared = 3

// toolName is a tool's name as hashes.
type toolName struct {
	whole   uint32
	words   []uint32
	spreads []uint64 // of the whole and the words
}

// most is how many of its words mean the tool.
func (n *toolName) most() int { return max(minShared, (2*len(n.words)+2)/3) }

// telling are spreads one of which every request has that spelled the name out or has that many of its words: where all but so
// many may be missing, one word more cannot. The words a tool has in common with most requests are what it works on, which
// stands behind the verb.
func (n *toolName) telling(shared int) []uint64 {
	return n.spreads[:1+max(0, len(n.words)+1-shared)]
}

func newToolName(tool string) toolName {
	whole := nameHash(tool)
	n := toolName{whole: whole, spreads: []uint64{spread(whole)}}
	for _, w := range toolclass.Words(tool) {
		if h := wordHash(toolclass.Stem(w)); !slices.Contains(n.words, h) {
			n.words, n.spreads = append(n.words, h), append(n.spreads, spread(h))
		}
	}
	return n
}
