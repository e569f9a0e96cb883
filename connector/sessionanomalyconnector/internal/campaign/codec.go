// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package campaign

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	// version 1 had no open windows, and only groups that several users share.
	version = 2
	// maxStored is how many groups are stored: those that several users share, which are what must not look new later, and then
	// those used last.
	maxStored = 20_000
	maxBytes  = 64 << 20
)

type stored struct {
	Version int           `json:"version"`
	Since   int64         `json:"since"`
	Groups  []storedGroup `json:"groups"` // the least recently used first
}

type storedGroup struct {
	Tool      uint64  `json:"tool"`
	Signature []byte  `json:"signature"`
	Bands     uint8   `json:"bands"`
	First     int64   `json:"first"`
	Start     int64   `json:"start"`
	Windows   int     `json:"windows"`
	Usual     float64 `json:"usual,omitempty"`
	// Of the open window.
	Users    []byte        `json:"users"`
	Calls    []detect.Call `json:"calls,omitempty"`
	Reported bool          `json:"reported,omitempty"`
	Tainted  bool          `json:"tainted,omitempty"`
}

// Save returns the groups as JSON, with what their open windows have seen. since is the user's own, and comes back from Load.
func (g *Groups) Save(since int64) ([]byte, error) {
	doc := stored{Version: version, Since: since, Groups: make([]storedGroup, 0, min(g.Len(), maxStored))}
	rest := maxStored
	for e := range g.index.All() {
		if e.Value.shared() {
			rest--
		}
	}
	for e := range g.index.All() {
		if !e.Value.shared() {
			if rest--; rest < 0 {
				continue
			}
		}
		if len(doc.Groups) == maxStored {
			break
		}
		one, err := g.store(e)
		if err != nil {
			return nil, err
		}
		doc.Groups = append(doc.Groups, one)
	}
	slices.Reverse(doc.Groups)
	return json.Marshal(doc)
}

// shared reports whether several users took part, now or usually.
func (gr *Group) shared() bool { return gr.Usual > 1 || gr.Users.Count() > 1 }

func (g *Groups) store(e *sketch.Entry[*Group]) (storedGroup, error) {
	gr, sig := e.Value, e.Signature()
	users, err := gr.Users.MarshalBinary()
	return storedGroup{
		Tool: e.Space(), Signature: sig.Bytes(), Bands: g.index.Bands(e), First: gr.First, Start: gr.start, Windows: gr.windows,
		Usual: gr.Usual, Users: users, Calls: gr.Calls, Reported: gr.Reported, Tainted: gr.Tainted,
	}, err
}

var errStored = errors.New("groups: want at most 20000, with windows from 1 on and finite users")

// Load replaces the groups. On an error they are left as they were.
func (g *Groups) Load(data []byte) (since int64, err error) {
	if len(data) > maxBytes {
		return 0, errStored
	}
	var doc stored
	if err := json.Unmarshal(data, &doc); err != nil {
		return 0, err
	}
	if doc.Version != version {
		return 0, fmt.Errorf("groups: version %d, want %d", doc.Version, version)
	}
	if len(doc.Groups) > maxStored {
		return 0, errStored
	}
	fresh := New(g.cfg)
	for i := range doc.Groups {
		if err := fresh.restore(&doc.Groups[i]); err != nil {
			return 0, err
		}
	}
	*g = *fresh
	return doc.Since, nil
}

func (g *Groups) restore(in *storedGroup) error {
	if in.Windows < 1 || in.Usual < 0 || in.Usual > math.MaxUint32 || len(in.Calls) > detect.RecentCalls {
		return errStored
	}
	sig, err := sketch.SignatureOf(in.Signature)
	if err != nil {
		return err
	}
	gr := &Group{
		ID: idOf(in.Tool, &sig), First: in.First, start: in.Start, windows: in.Windows, Usual: in.Usual,
		Calls: in.Calls, Reported: in.Reported, Tainted: in.Tainted,
	}
	if err := gr.Users.UnmarshalBinary(in.Users); err != nil {
		return err
	}
	g.index.Restore(in.Tool, &sig, in.Bands).Value = gr
	return nil
}
