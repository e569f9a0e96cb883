// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package transition

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
)

var errStored = errors.New("transitions: want at most 256 different names and 2048 rows [step, step, step, positive weight]")

type stored struct {
	Names [][2]string  `json:"names"` // server and tool of the step numbered i+1
	Rows  [][4]float32 `json:"rows"`
}

// MarshalJSON implements baseline.Value.
func (m *Model) MarshalJSON() ([]byte, error) {
	doc := stored{Names: make([][2]string, len(m.names)), Rows: make([][4]float32, 0, len(m.triples))}
	for name, step := range m.names {
		doc.Names[step-1] = [2]string{name.Server, name.Tool}
	}
	for r, weight := range m.triples {
		doc.Rows = append(doc.Rows, [4]float32{float32(r[0]), float32(r[1]), float32(r[2]), weight})
	}
	slices.SortFunc(doc.Rows, func(a, b [4]float32) int { return slices.CompareFunc(a[:], b[:], cmp.Compare[float32]) })
	return json.Marshal(doc)
}

// UnmarshalJSON implements baseline.Value.
func (m *Model) UnmarshalJSON(data []byte) error {
	var doc stored
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	if len(doc.Names) > MaxNames || len(doc.Rows) > MaxTriples {
		return errStored
	}
	fresh := New()
	for _, pair := range doc.Names {
		name := Name{pair[0], pair[1]}
		if name == (Name{}) || !name.valid() || fresh.names[name] != 0 {
			return errStored
		}
		fresh.number(name)
	}
	for _, row := range doc.Rows {
		r, ok := fresh.row(row)
		if !ok {
			return errStored
		}
		fresh.count(r, row[3])
	}
	*m = *fresh
	return nil
}

func (m *Model) row(row [4]float32) (run, bool) {
	var r run
	for i := range r {
		v := row[i]
		if v != float32(math.Trunc(float64(v))) || v < 0 || v > float32(len(m.names)) && v != float32(other) {
			return r, false
		}
		r[i] = Step(v)
	}
	_, twice := m.triples[r]
	return r, !twice && row[3] > 0 && !math.IsInf(float64(row[3]), 0)
}
