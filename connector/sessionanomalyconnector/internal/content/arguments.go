// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const (
	// maxLeaves is how many values of one call's arguments are looked at.
	maxLeaves = 256
	// minEncoded is the shortest argument that is looked at for encodings.
	minEncoded = 16
	// maxDecoded is how many decoded parts of one argument are looked at.
	maxDecoded = 32
)

// reading are the classes of tools that only read: to ask about an address is not yet to send anything there.
const reading = toolclass.ReadsSensitive | toolclass.ReadsUntrusted | toolclass.CredentialStore

// arguments looks for what earlier results said and asked for, then remembers what the caller says by itself.
func (t *Tracker) arguments(env *detect.Env, ev *detect.Event, st *state) {
	leaves := ev.ArgumentLeaves()
	if len(leaves) > maxLeaves {
		env.Drop("argument_values", int64(len(leaves)-maxLeaves))
		leaves = leaves[:maxLeaves]
	}
	t.own = t.own[:0]
	for i := range leaves {
		leaf := &leaves[i]
		if leaf.Kind == jsonleaf.Bool || leaf.Kind == jsonleaf.Null || leaf.Text == "" {
			continue
		}
		if found := t.argument(ev, st, leaf); !found {
			t.own = append(t.own, i)
		}
	}
	by := flow.Asked
	if t.view.Class&(^reading) != 0 {
		by = flow.Supplied
	}
	for _, i := range t.own {
		env.Drop("memory_full", int64(t.scanner.Remember(&st.memory, by, leaves[i].Text)))
	}
	t.agree(ev, st)
}

// minFetched is from how many shared words on a reading tool fetches what a request speaks of.
const minFetched = 2

// agree compares the tool's name with what was asked for. A request that means the tool needs no value to be obeyed.
func (t *Tracker) agree(ev *detect.Event, st *state) {
	if len(st.orders.list) == 0 && len(t.view.Uses) == 0 {
		return
	}
	name := t.nameOfTool(ev)
	fetches, least := t.view.Class&^reading == 0, name.most()
	if fetches {
		least = minFetched
	}
	for left := mayName(st.orders.list, name.telling(least)); left != 0; left &= left - 1 {
		o := &st.orders.list[bits.TrailingZeros64(left)]
		switch shared, spelled := o.agreement(name); {
		case t.view.used(o):
		case spelled:
			t.view.use(o, st.source(o.Source))
		case shared >= minFetched && fetches:
			o.Used = min(o.Used, 254) + 1 // it may fetch what the request wants sent
		}
	}
	for i := range t.view.Uses {
		u := &t.view.Uses[i]
		u.Shared, u.Spelled = u.Order.agreement(name)
		u.Order.Used = min(u.Order.Used, 254) + 1
		u.Used = u.Order.Used
	}
}

// argument looks at one value, plain and decoded, and reports whether any of it came from a result.
func (t *Tracker) argument(ev *detect.Event, st *state, leaf *jsonleaf.Leaf) bool {
	f := t.field(ev, st, leaf)
	if !f.address {
		t.view.Sent += len(leaf.Text)
	}
	found, piece := t.text(ev, st, &f, leaf.Text)
	if leaf.Kind == jsonleaf.String && f.leaves && !f.address && !f.url {
		if hits := t.scanner.FindPiece(&st.memory); !found {
			found = t.flows(ev, st, &f, hits)
		}
		if t.code(ev, st, &f, leaf.Text) {
			return true
		}
	}
	found = found || piece
	if len(leaf.Text) < minEncoded {
		return found
	}
	for i, view := range t.decode(leaf.Text) {
		if i == maxDecoded {
			break
		}
		f.encoded = view.Encoding != decode.EncodingEscape && view.Encoding != decode.EncodingUnicode && view.Encoding != decode.EncodingHTML
		hit, _ := t.text(ev, st, &f, view.Text)
		found = found || hit
	}
	return found
}

// decode gives the views of an argument. Most have none, which a map of the text tells; there is room for one of MaxText.
func (t *Tracker) decode(text string) []*decode.View {
	limits := decode.Limits{Depth: 2, Bytes: t.cfg.MaxText}
	if len(text) > t.cfg.MaxText {
		return decode.Decode(text, limits).Views
	}
	t.bytes.Set(text)
	return decode.Classified(text, &t.bytes, limits).Views
}

// field says what kind of argument a text stands in.
type field struct {
	address, url, encoded bool
	leaves                bool   // what stands in it leaves the house
	name                  uint64 // of what leaves, as it stands
}

// field tells in what kind of argument a value stands. If it is a URL, it begins it.
func (t *Tracker) field(ev *detect.Event, st *state, leaf *jsonleaf.Leaf) field {
	param := t.paramOf(leaf.Path)
	f := field{address: param.address, url: param.url || isURL(leaf.Text)}
	if f.url {
		t.follow(st, leaf.Text)
	}
	if f.leaves = t.view.Sends() || f.url && !t.link.given; f.leaves {
		f.name = flow.Field(ev.Tool, leaf.Path)
	}
	return f
}

// text looks at a value as it stands, or one that was decoded. A piece is too short to tell, but some of it stood in a result.
func (t *Tracker) text(ev *detect.Event, st *state, f *field, text string) (found, piece bool) {
	if f.leaves {
		found = t.flows(ev, st, f, t.scanner.FindSent(&st.memory, f.sentIn(), text))
		piece = t.scanner.Piece()
	} else {
		found = t.flows(ev, st, f, t.scanner.Find(&st.memory, text))
	}
	named := t.scanner.FindNamed(&st.orders.named, text)
	for i := range named {
		if h := &named[i]; int(h.Source) < len(st.orders.list) {
			order := &st.orders.list[h.Source]
			t.use(t.view.use(order, st.source(order.Source)), f, h)
		}
	}
	if len(t.poisoned) > 0 {
		t.described(f, text)
	}
	return found, piece
}

// sentIn names the field for the scanner. What was decoded has an end of its own.
func (f *field) sentIn() uint64 {
	if f.encoded {
		return ^f.name
	}
	return f.name
}

func (t *Tracker) flows(ev *detect.Event, st *state, f *field, hits []flow.Hit) (found bool) {
	for i := range hits {
		if int(hits[i].Source) < len(st.read) {
			t.flow(ev, st, f, &hits[i])
			found = true
		}
	}
	return found
}

// flow adds a hit to the view. Where a call goes to is no content, and neither is the address that a URL is.
func (t *Tracker) flow(ev *detect.Event, st *state, f *field, h *flow.Hit) {
	inURL := f.url && !t.link.given && t.link.said(h.Source, max(h.Bytes, h.Passage), f.encoded) > 0
	if f.address && !f.url || f.url && !inURL && !f.encoded && h.Strong() == 0 {
		return
	}
	fl := t.view.flow(h.Source, st.source(h.Source))
	fl.InURL = fl.InURL || inURL
	fl.Asks = fl.Asks || st.orders.ask(h.Source)
	if f.encoded {
		fl.decoded += h.Bytes
	} else {
		fl.plain += h.Bytes
	}
	fl.Encoded = fl.decoded > fl.plain // or the plain text held it as well
	fl.Bytes = max(fl.plain, fl.decoded)
	fl.Passage += h.Passage
	fl.Words += h.Words()
	fl.Grams |= h.Grams
	fl.Strong += h.Strong()
	fl.Keys += int(h.Marks[flow.Key])
	fl.Split = fl.Split || h.Split
	fl.Secret = fl.Secret || secret(ev, h)
}

// secret reports whether a hit holds what the dlp processor calls a secret, or, where it did not run, what looks like a key.
func secret(ev *detect.Event, h *flow.Hit) bool {
	if !ev.HasDLP {
		return h.Marks[flow.Key] > 0
	}
	for _, fact := range ev.DLP {
		if fact.Field != schema.GenAIToolArguments || !secretCategory(fact.Category) {
			continue
		}
		if slices.Contains(h.Labels, fact.Rule) {
			return true
		}
	}
	return false
}

func secretCategory(c string) bool {
	return strings.HasPrefix(c, "secret") || strings.HasPrefix(c, "credential")
}

func (t *Tracker) use(u *Use, f *field, h *flow.Hit) {
	for kind := range h.Marks {
		if k := flow.Kind(kind); k.Weak() {
			u.Weak += int(h.Marks[kind])
		} else {
			u.Strong += int(h.Marks[kind])
		}
	}
	u.Destination = u.Destination || f.address
	u.URL = u.URL || h.Marks[flow.URL]+h.Marks[flow.Host] > 0
}
