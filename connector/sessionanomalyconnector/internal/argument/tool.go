// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"

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
	paths map[string]*Profile
	// lately has profiles found of late: calls have the same arguments again and again.
	lately [16]named
}

type named struct {
	path    string
	profile *Profile
}

var _ baseline.Value = (*Tool)(nil)

// NewTool returns an empty baseline.
func NewTool() *Tool {
	return &Tool{paths: map[string]*Profile{}}
}

// Profile returns the profile of an argument, the i-th of a call, nil if there is none.
func (t *Tool) Profile(i int, path string) *Profile {
	at := &t.lately[uint(i+len(path))%uint(len(t.lately))]
	if at.profile == nil || at.path != path {
		profile := t.paths[path]
		if profile == nil {
			return nil
		}
		*at = named{path, profile}
	}
	return at.profile
}

// Learn adds a value to the profile of its argument. It reports false when there is no room for another profile.
func (t *Tool) Learn(path string, d *Description, score float64) bool {
	p := t.paths[path]
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
	clear(t.lately[:])
	for path, p := range t.paths {
		p.scale(f)
		if p.weight < forgotten {
			delete(t.paths, path)
		}
	}
}
