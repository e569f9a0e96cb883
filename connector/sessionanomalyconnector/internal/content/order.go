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
	// orderWords is how many words of a request are compared with the names of tools.
	orderWords = 16
	orderSize  = 16 + 4*orderWords
)

// Order is a request found in a result, as hashes: the values it named are in state.named.
type Order struct {
	// Source is the result that held it.
	Source flow.Source
	// Addressed says that the request speaks to the model, not to a person.
	Addressed bool
	// Signs is the weight of the signs of that.
	Signs uint8
	// Used counts the calls that held one of its values.
	Used   uint8
	strong bool
	count  uint8
	read   int32
	words  [orderWords]uint32
}

// agreement counts the words of a tool's name that the request used, and reports whether it spelled the name out.
func (o *Order) agreement(tool string) (shared int, spelled bool) {
	for _, w := range toolclass.Words(tool) {
		if o.said(wordHash(toolclass.Stem(w))) {
			shared++
		}
	}
	return shared, o.said(nameHash(tool))
}

func (o *Order) said(h uint32) bool { return slices.Contains(o.words[:o.count], h) }

func (o *Order) say(h uint32) {
	if int(o.count) < orderWords && !o.said(h) {
		o.words[o.count] = h
		o.count++
	}
}
