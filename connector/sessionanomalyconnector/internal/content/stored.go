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
	Words     []uint32    `json:"words,omitempty"`
}

var errState = errors.New("state of a session's content is out of bounds")

// MarshalBinary implements encoding.BinaryMarshaler.
func (s *state) MarshalBinary() ([]byte, error) {
	out := stored{Memory: s.memory.Store(), Reads: s.reads, Named: s.orders.named.Store()}
	for _, r := range s.read {
		out.Read = append(out.Read, storedRead{r.at, r.tool.server, r.tool.tool, r.class, r.secret, r.personal})
	}
	for i := range s.orders.list {
		o := &s.orders.list[i]
		out.Orders = append(out.Orders, storedOrder{o.Source, o.Addressed, o.strong, o.Signs, o.Used, o.read, o.words[:o.count]})
	}
	return json.Marshal(out)
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (s *state) UnmarshalBinary(data []byte) error {
	var in stored
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if len(in.Read) > maxSources || in.Reads < int64(len(in.Read)) || len(in.Orders) > maxOrders {
		return errState
	}
	fresh := state{reads: in.Reads}
	if err := errors.Join(fresh.memory.Restore(in.Memory), fresh.orders.named.Restore(in.Named)); err != nil {
		return err
	}
	for _, r := range in.Read {
		key := &toolKey{strings.Clone(r.Server), strings.Clone(r.Tool)}
		fresh.read = append(fresh.read, read{r.At, key, r.Class, r.Secret, r.Personal})
	}
	for _, o := range in.Orders {
		if int(o.Source) >= len(fresh.read) || len(o.Words) > orderWords {
			return errState
		}
		order := Order{Source: o.Source, Addressed: o.Addressed, strong: o.Strong, Signs: o.Signs, Used: o.Used, read: o.Read, count: uint8(len(o.Words))}
		copy(order.words[:], o.Words)
		fresh.orders.list = append(fresh.orders.list, order)
	}
	*s = fresh
	return nil
}
