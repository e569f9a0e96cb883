// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package campaign

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	version = 1
	// maxStored is how many groups are stored: those that most users share, which are what must not look new later.
	maxStored = 2000
	maxBytes  = 2 << 20
)

type stored struct {
	Version int           `json:"version"`
	Since   int64         `json:"since"`
	Groups  []storedGroup `json:"groups"`
}

type storedGroup struct {
	Tool      uint64           `json:"tool"`
	Signature sketch.Signature `json:"signature"`
	First     int64            `json:"first"`
	Start     int64            `json:"start"`
	Windows   int              `json:"windows"`
	Usual     float64          `json:"usual"`
}

// Save returns the groups that several users share as JSON. since is the user's own, and comes back from Load.
func (g *Groups) Save(since int64) ([]byte, error) {
	doc := stored{Version: version, Since: since}
	for e := range g.index.All() {
		if gr := e.Value; gr.Usual > 1 {
			doc.Groups = append(doc.Groups, storedGroup{e.Space(), e.Signature(), gr.First, gr.start, gr.windows, gr.Usual})
		}
	}
	slices.SortStableFunc(doc.Groups, func(a, b storedGroup) int { return cmp.Compare(b.Usual, a.Usual) })
	doc.Groups = doc.Groups[:min(len(doc.Groups), maxStored)]
	return json.Marshal(doc)
}

var errStored = errors.New("groups: want at most 2000, with windows from 1 on and finite users")

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
	for i := len(doc.Groups) - 1; i >= 0; i-- {
		in := &doc.Groups[i]
		if in.Windows < 1 || in.Usual < 0 || in.Usual > math.MaxUint32 {
			return 0, errStored
		}
		e, _ := fresh.index.Find(in.Tool, &in.Signature)
		e.Value = &Group{ID: idOf(in.Tool, &in.Signature), First: in.First, start: in.Start, windows: in.Windows, Usual: in.Usual}
	}
	*g = *fresh
	return doc.Since, nil
}
