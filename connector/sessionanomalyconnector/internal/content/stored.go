// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// stored is the state of a session as it is written to storage.
type stored struct {
	Memory flow.Stored   `json:"memory"`
	Read   []storedRead  `json:"read,omitempty"`
	Reads  int64         `json:"reads"`
	Named  flow.Stored   `json:"named"`
	Orders []storedOrder `json:"orders,omitempty"`
}

type storedRead struct {
	At       int64           `json:"at"`
	Server   string          `json:"server,omitempty"`
	Tool     string          `json:"tool"`
	Class    toolclass.Class `json:"class"`
	Secret   bool            `json:"secret,omitempty"`
	Personal bool            `json:"personal,omitempty"`
}

type storedOrder struct {
	Source    flow.Source `json:"source"`
	Addressed bool        `json:"addressed,omitempty"`
	Strong    bool        `json:"strong,omitempty"`
	Signs     uint8       `json:"signs,omitempty"`
	Used      uint8       `json:"used,omitempty"`
	Read      int32       `json:"read"`
	Words     []byte      `json:"spelled,omitempty"` // hashes, wordSize bytes each
}

var errState = errors.New("state of a session's content is out of bounds")

// MarshalBinary implements encoding.BinaryMarshaler.
func (s *state) MarshalBinary() ([]byte, error) {
	out := stored{Memory: s.memory.Store(), Reads: s.reads, Named: s.orders.named.Store()}
	for i, r := range s.read {
		src := flow.Source(i)
		out.Read = append(out.Read, storedRead{r.at, r.by.server, r.by.tool, r.by.class, s.secret.has(src), s.personal.has(src)})
	}
	out.Orders = s.orders.store()
	return json.Marshal(out)
}

func (o *orders) store() []storedOrder {
	var out []storedOrder
	for i := range o.list {
		one := &o.list[i]
		out = append(out, storedOrder{one.Source, one.Addressed, one.strong, one.Signs, one.Used, int32(one.read), one.words.list()})
	}
	return out
}

// restore takes orders of at most so many sources.
func (o *orders) restore(list []storedOrder, sources int) error {
	if len(list) > maxOrders {
		return errState
	}
	for _, in := range list {
		if int(in.Source) >= sources || len(in.Words) > orderWords*wordSize || len(in.Words)%wordSize != 0 {
			return errState
		}
		order := Order{Source: in.Source, Addressed: in.Addressed, strong: in.Strong, Signs: in.Signs, Used: in.Used, read: uint16(in.Read), words: heardOf(in.Words)}
		o.list = append(o.list, order)
	}
	return nil
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (s *state) UnmarshalBinary(data []byte) error {
	var in stored
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if len(in.Read) > maxSources || in.Reads < int64(len(in.Read)) {
		return errState
	}
	fresh := state{reads: in.Reads}
	if err := errors.Join(fresh.memory.Restore(in.Memory), fresh.orders.named.Restore(in.Named)); err != nil {
		return err
	}
	for i, r := range in.Read {
		fresh.read = append(fresh.read, read{r.At, &reader{toolKey{strings.Clone(r.Server), strings.Clone(r.Tool)}, r.Class}})
		fresh.secret.set(flow.Source(i), r.Secret)
		fresh.personal.set(flow.Source(i), r.Personal)
	}
	if err := fresh.orders.restore(in.Orders, len(fresh.read)); err != nil {
		return err
	}
	*s = fresh
	return nil
}
