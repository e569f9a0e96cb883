// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/lookup"
)

const (
	// MaxPaths is how many arguments of a tool have a profile. Later ones are not judged.
	MaxPaths = 32
	// maxPath is the longest argument path that is learned.
	maxPath = 256
	// forgotten is the weight below which a profile is dropped.
	forgotten = 0.05
)

// Tool is the baseline of one tool: a profile for each argument, by its path.
type Tool struct {
	paths  map[string]*Profile
	recent lookup.Recent[Profile]
}

var _ baseline.Value = (*Tool)(nil)

// NewTool returns an empty baseline.
func NewTool() *Tool {
	return &Tool{paths: map[string]*Profile{}, recent: lookup.NewRecent[Profile](16)}
}

// Profile returns the profile of an argument, nil if there is none.
func (t *Tool) Profile(path string) *Profile { return t.recent.In(t.paths, path) }

// Learn adds a value to the profile of its argument. It reports false when there is no room for another profile.
func (t *Tool) Learn(path string, d *Description, score float64) bool {
	p := t.Profile(path)
	if p == nil {
		if len(t.paths) >= MaxPaths || len(path) > maxPath {
			return false
		}
		p = &Profile{}
		t.paths[path] = p
	}
	p.Learn(d, score)
	return true
}

// Scale implements baseline.Value.
func (t *Tool) Scale(f float64) {
	t.recent.Forget()
	for path, p := range t.paths {
		p.scale(f)
		if p.weight < forgotten {
			delete(t.paths, path)
		}
	}
}
