// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

// maxKeys bounds every table of the report: distinct tools, users, sessions, refusals. What comes after is counted in the
// totals only, and the report says so.
const maxKeys = 50_000

// table keeps a value for each of a bounded number of keys.
type table[K comparable, V any] struct {
	rows map[K]*V
	full bool
}

// at returns the key's value, a new one if need be. Past the bound it returns one that is thrown away.
func (t *table[K, V]) at(key K) *V {
	if v, ok := t.rows[key]; ok {
		return v
	}
	v := new(V)
	if len(t.rows) >= maxKeys {
		t.full = true
		return v
	}
	if t.rows == nil {
		t.rows = map[K]*V{}
	}
	t.rows[key] = v
	return v
}
