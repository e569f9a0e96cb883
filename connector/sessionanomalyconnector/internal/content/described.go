// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
)

// maxPoisoned is how many poisoned tool descriptions are remembered, over all servers.
const maxPoisoned = 64

// poisoned is a tool description with instructions in it.
type poisoned struct {
	source Source
	orders orders
}

// Describe remembers what a poisoned tool description asks for. Its values are recognised in the calls of every session: the
// model has read the description in all of them, and it may ask for another server's tool.
func (t *Tracker) Describe(env *detect.Env, server, tool, text string) {
	for i := range t.poisoned {
		if p := &t.poisoned[i]; p.source.Server == server && p.source.Tool == tool {
			p.orders = orders{}
			t.describe(&p.orders, text)
			return
		}
	}
	if len(t.poisoned) == maxPoisoned {
		env.Drop("poisoned_descriptions_full", 1)
		return
	}
	p := poisoned{source: Source{Server: env.Intern(server), Tool: env.Intern(tool)}}
	t.describe(&p.orders, text)
	t.poisoned = append(t.poisoned, p)
}

func (t *Tracker) describe(o *orders, text string) {
	text = text[:min(len(text), t.cfg.MaxText)]
	for _, d := range t.requestFinder.Find(text) {
		said := text[d.Start:d.End]
		order := Order{Addressed: true, Signs: uint8(min(d.Signs, 255)), strong: true}
		t.speller.spell(&order.words, text, t.requestFinder.Map(), d.Start, d.End)
		at := -1
		marks := t.finder.Marks(said)
		for i := range marks {
			if at < 0 {
				at = o.place(order)
			}
			if at >= 0 {
				t.finder.Name(&o.named, flow.Source(at), &marks[i])
			}
		}
	}
}

// described looks for what poisoned descriptions asked for.
func (t *Tracker) described(f *field, text string) {
	for i := range t.poisoned {
		p := &t.poisoned[i]
		named := t.scanner.FindNamed(&p.orders.named, text)
		for i := range named {
			if h := &named[i]; int(h.Source) < len(p.orders.list) {
				u := t.view.use(&p.orders.list[h.Source], p.source)
				u.Described = true
				t.use(u, f, h)
			}
		}
	}
}

// poisonedVersion is the version of the stored form of poisoned descriptions.
const poisonedVersion = 1

type storedDescriptions struct {
	Version      int                 `json:"version"`
	Descriptions []storedDescription `json:"descriptions"`
}

type storedDescription struct {
	Server string        `json:"server,omitempty"`
	Tool   string        `json:"tool"`
	Named  flow.Stored   `json:"named"`
	Orders []storedOrder `json:"orders"`
}

// SaveDescribed gives what poisoned descriptions ask for, as hashes.
func (t *Tracker) SaveDescribed() ([]byte, error) {
	out := storedDescriptions{Version: poisonedVersion}
	for i := range t.poisoned {
		p := &t.poisoned[i]
		out.Descriptions = append(out.Descriptions, storedDescription{p.source.Server, p.source.Tool, p.orders.named.Store(), p.orders.store()})
	}
	return json.Marshal(&out)
}

// LoadDescribed restores what SaveDescribed gave, or refuses all of it.
func (t *Tracker) LoadDescribed(data []byte) error {
	var in storedDescriptions
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Version != poisonedVersion || len(in.Descriptions) > maxPoisoned {
		return fmt.Errorf("poisoned descriptions: version %d with %d descriptions cannot be read", in.Version, len(in.Descriptions))
	}
	var list []poisoned
	for _, d := range in.Descriptions {
		p := poisoned{source: Source{Server: d.Server, Tool: d.Tool}}
		if err := errors.Join(p.orders.named.Restore(d.Named), p.orders.restore(d.Orders, 1)); err != nil {
			return err
		}
		list = append(list, p)
	}
	t.poisoned = list
	return nil
}
