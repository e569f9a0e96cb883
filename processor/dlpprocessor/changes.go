// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// changes are what is to be done to a map once all of it was scanned. The zero value is none.
type changes struct {
	renames []rename
	removed map[string]bool
}

// rename is a key that held something sensitive itself.
type rename struct{ from, to string }

// maxRenames bounds how many keys of one map are renamed: each costs a pass over the map. Further entries with such keys are
// removed, and counted.
const maxRenames = 1000

// rename notes a new name for a key and returns it. An entry whose key is to be empty is removed.
func (c *changes) rename(w *walker, from, to string) string {
	switch {
	case to == "":
		c.remove(from)
	case len(c.renames) == maxRenames:
		w.report.cut(engine.CutValues, 1)
		c.remove(from)
	default:
		c.renames = append(c.renames, rename{from, to})
	}
	return to
}

// remove notes an entry that is to go.
func (c *changes) remove(key string) {
	if c.removed == nil {
		c.removed = map[string]bool{}
	}
	c.removed[key] = true
}

func (c *changes) apply(m pcommon.Map) {
	if len(c.removed) > 0 {
		m.RemoveIf(func(key string, _ pcommon.Value) bool { return c.removed[key] })
	}
	if len(c.renames) == 0 {
		return
	}
	used := map[string]int{}
	for _, r := range c.renames {
		old, ok := m.Get(r.from)
		if !ok {
			continue
		}
		moved := pcommon.NewValueEmpty()
		old.MoveTo(moved)
		m.Remove(r.from)
		moved.MoveTo(m.PutEmpty(free(m, r.to, used)))
	}
}

// free returns a key that is not in use: two keys may get one name.
func free(m pcommon.Map, key string, used map[string]int) string {
	name := key
	for {
		if _, taken := m.Get(name); !taken {
			return name
		}
		used[key]++
		name = key + "#" + strconv.Itoa(used[key]+1)
	}
}
