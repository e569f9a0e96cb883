// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// View is what there is to know about the content of one call. It is valid until the next event.
type View struct {
	// Class of the tool called.
	Class toolclass.Class
	// Flows are the earlier results whose content the arguments hold, apart from arguments that say where to.
	Flows []Flow
	// Uses are the earlier requests whose values the arguments hold.
	Uses []Use
	// Orders is how many new requests the result holds, Addressed how many of them speak to the model.
	Orders, Addressed int
	// Secret says that the dlp processor found a secret in the result.
	Secret bool
	// Sent is how many bytes of text the arguments hold, apart from arguments that say where to.
	Sent int
}

// lacks gives the traits that the event with this view does not have.
func (v *View) lacks(ev *detect.Event) (traits detect.Traits) {
	if len(v.Flows) == 0 {
		traits |= detect.Flowing
	}
	if v.Addressed == 0 && len(v.Uses) == 0 && len(ev.Injection.Fields) == 0 {
		traits |= detect.Asking
	}
	return traits
}

// Flow is content of one result found in the arguments.
type Flow struct {
	Source Source
	from   flow.Source
	// Bytes of letters and digits that no earlier result held, and those in passages, of earlier results or not.
	Bytes, Passage int
	// Words is the part of Passage that is no address, number, key or path.
	Words          int
	plain, decoded int // Bytes of the arguments as they stand, and decoded
	// Strong counts addresses, account numbers, keys and pseudonyms; Keys is the part of them that is keys.
	Strong, Keys int
	// Secret says that a value the dlp processor calls a secret is among it.
	Secret bool
	// Asks says that the result holds a request to the model, too.
	Asks bool
	// Encoded says that the content was found after decoding only, Split that it went out in pieces.
	Encoded, Split bool
	// InURL says that it stands in a URL which no result holds, behind a host that its source does not name: whoever owns the
	// host reads it, even if the tool only reads.
	InURL bool
	// Grams has bits of the passages: what was not sent before sets others.
	Grams uint64
}

// Use is a call that holds values an earlier request named, values that nobody had mentioned before.
type Use struct {
	Order *Order
	// Source is the result the request was read from, or the tool whose description holds it when Described.
	Source    Source
	Described bool
	// Strong and Weak count the values used, by how much one alone says.
	Strong, Weak int
	// Destination says that a value was used in an argument that says where to.
	Destination bool
	// URL says that a value used is an address on the web.
	URL bool
	// Used is how many calls used the request, this one included.
	Used uint8
	// Shared counts the words the tool's name and the request share; Spelled says that they are most of the name.
	Shared  int
	Spelled bool
}

// Passage is how much of the result that holds a request the arguments repeat word for word.
func (v *View) Passage(u *Use) int {
	for i := range v.Flows {
		if v.Holds(&v.Flows[i], u) {
			return v.Flows[i].Passage
		}
	}
	return 0
}

// Holds reports whether a flow comes from the result that holds the request.
func (v *View) Holds(f *Flow, u *Use) bool { return !u.Described && f.from == u.Order.Source }

// Destination returns the use that says where the call goes to, when a result other than src named it.
func (v *View) Destination(src *Flow) *Use {
	for i := range v.Uses {
		if u := &v.Uses[i]; u.Destination && u.Strong > 0 && (u.Described || u.Order.Source != src.from) {
			return u
		}
	}
	return nil
}

// Sends reports whether all that the call holds leaves.
func (v *View) Sends() bool { return v.Class.Any(toolclass.Outward | toolclass.Public) }

// Left is how many letters and digits of a flow leave. A URL holds the numbers and keys of what it asks for, and whoever owns the
// host knows these: of what a tool that only reads is given in one, words count.
func (v *View) Left(f *Flow) int {
	switch {
	case v.Sends():
		return f.Bytes
	case f.InURL:
		return min(f.Bytes, f.Words)
	}
	return 0
}

// ToAnybody reports whether it goes where anybody may read it.
func (v *View) ToAnybody(f *Flow) bool { return v.Class.Has(toolclass.Public) || f.InURL }

// Held is how many letters and digits of the arguments the source held.
func (f *Flow) Held() int { return max(f.Bytes, f.Passage) }

func (v *View) reset() { *v = View{Flows: v.Flows[:0], Uses: v.Uses[:0]} }

func (v *View) flow(from flow.Source, src Source) *Flow {
	for i := range v.Flows {
		if v.Flows[i].from == from {
			return &v.Flows[i]
		}
	}
	v.Flows = append(v.Flows, Flow{from: from, Source: src})
	return &v.Flows[len(v.Flows)-1]
}

func (v *View) used(o *Order) bool {
	return slices.ContainsFunc(v.Uses, func(u Use) bool { return u.Order == o })
}

func (v *View) use(o *Order, src Source) *Use {
	for i := range v.Uses {
		if v.Uses[i].Order == o {
			return &v.Uses[i]
		}
	}
	v.Uses = append(v.Uses, Use{Order: o, Source: src})
	return &v.Uses[len(v.Uses)-1]
}
