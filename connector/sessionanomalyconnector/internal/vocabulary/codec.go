// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package vocabulary

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
)

var errStored = errors.New("vocabulary: want at most 512 tools and 64 candidates, with names of at most 256 bytes and finite counts")

type stored struct {
	Sessions   float64           `json:"sessions"`
	Novelty    float64           `json:"novelty"`
	Tools      []storedTool      `json:"tools"`
	Candidates []storedCandidate `json:"candidates,omitempty"`
}

type storedTool struct {
	Server string  `json:"server"`
	Name   string  `json:"tool"`
	Weight float32 `json:"weight"`
}

type storedCandidate struct {
	Server    string   `json:"server"`
	Name      string   `json:"tool"`
	Sessions  int      `json:"sessions"`
	Witnesses []uint64 `json:"witnesses"`
	First     int64    `json:"first"`
	Last      int64    `json:"last"`
}

// MarshalJSON implements baseline.Value.
func (v *Vocabulary) MarshalJSON() ([]byte, error) {
	doc := stored{Sessions: v.sessions, Novelty: v.novelty, Tools: make([]storedTool, 0, len(v.tools))}
	for t, weight := range v.tools {
		doc.Tools = append(doc.Tools, storedTool{t.Server, t.Name, weight})
	}
	for t, c := range v.candidates {
		doc.Candidates = append(doc.Candidates, storedCandidate{t.Server, t.Name, c.sessions, c.witnesses, c.first, c.last})
	}
	slices.SortFunc(doc.Tools, func(a, b storedTool) int {
		return cmp.Or(cmp.Compare(a.Server, b.Server), cmp.Compare(a.Name, b.Name))
	})
	slices.SortFunc(doc.Candidates, func(a, b storedCandidate) int {
		return cmp.Or(cmp.Compare(a.Server, b.Server), cmp.Compare(a.Name, b.Name))
	})
	return json.Marshal(doc)
}

// UnmarshalJSON implements baseline.Value.
func (v *Vocabulary) UnmarshalJSON(data []byte) error {
	var doc stored
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	if !doc.valid() {
		return errStored
	}
	fresh := New()
	fresh.sessions, fresh.novelty = doc.Sessions, doc.Novelty
	for _, t := range doc.Tools {
		if !validName(t.Server, t.Name) || t.Weight <= 0 || math.IsInf(float64(t.Weight), 0) {
			return errStored
		}
		fresh.tools[Tool{t.Server, t.Name}] = t.Weight
	}
	for _, c := range doc.Candidates {
		if !validName(c.Server, c.Name) || c.Sessions < 1 || len(c.Witnesses) > maxWitnesses || c.Last < c.First {
			return errStored
		}
		fresh.candidates[Tool{c.Server, c.Name}] = &candidate{c.Sessions, c.Witnesses, c.First, c.Last}
	}
	*v = *fresh
	return nil
}

func (d *stored) valid() bool {
	return len(d.Tools) <= MaxTools && len(d.Candidates) <= MaxCandidates && d.Sessions >= 0 && d.Sessions <= span &&
		d.Novelty >= 0 && d.Novelty <= 1
}

func validName(server, name string) bool { return len(server) <= maxName && len(name) <= maxName }
