// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"encoding/json"
	"errors"
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

var errStored = errors.New("argument profiles: want at most 32, of a positive weight, with finite counts that are not negative")

// maxWeight is more than single-precision counts can tell apart.
const maxWeight = 1 << 24

type storedProfile struct {
	Weight  float64   `json:"weight"`
	Kinds   []float32 `json:"kinds"`
	Classes []float32 `json:"classes"`
	Shape   []float32 `json:"shape"`
	Lengths []float32 `json:"lengths"`
	Scores  []float32 `json:"scores"`
}

// MarshalJSON implements baseline.Value.
func (t *Tool) MarshalJSON() ([]byte, error) {
	doc := make(map[string]storedProfile, len(t.paths))
	for path, p := range t.paths {
		doc[path] = storedProfile{p.weight, trim(p.kinds[:]), p.shares[:], trim(p.shape[:]), p.lengths.Pairs(), p.scores.Pairs()}
	}
	return json.Marshal(doc)
}

// UnmarshalJSON implements baseline.Value.
func (t *Tool) UnmarshalJSON(data []byte) error {
	var doc map[string]*storedProfile
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	if len(doc) > MaxPaths {
		return errStored
	}
	fresh := NewTool()
	for path, in := range doc {
		p, err := in.profile()
		if err != nil || len(path) > maxPath {
			return errors.Join(errStored, err)
		}
		fresh.paths[path] = p
	}
	*t = *fresh
	return nil
}

func (in *storedProfile) profile() (*Profile, error) {
	p := &Profile{}
	if in == nil || in.Weight <= 0 || in.Weight > maxWeight {
		return nil, errStored
	}
	p.weight = in.Weight
	if !fill(p.kinds[:], in.Kinds) || !fill(p.shares[:], in.Classes) || !fill(p.shape[:], in.Shape) {
		return nil, errStored
	}
	var err, err2 error
	p.lengths, err = sketch.FromPairs(in.Lengths)
	p.scores, err2 = sketch.FromPairs(in.Scores)
	return p, errors.Join(err, err2)
}

// fill copies counts; what is missing at the end is 0.
func fill(to, from []float32) bool {
	if len(from) > len(to) {
		return false
	}
	for _, v := range from {
		if v < 0 || math.IsInf(float64(v), 0) {
			return false
		}
	}
	copy(to, from)
	return true
}

// trim leaves out the zeros at the end.
func trim(counts []float32) []float32 {
	n := len(counts)
	for n > 0 && counts[n-1] == 0 {
		n--
	}
	return counts[:n]
}
