// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package campaign

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	// fade is how much of what a group was used before counts after another window.
	fade = 0.8
	// maxGap is after how many windows without a call a group's past counts for nothing.
	maxGap = 32
)

// Config bounds and tunes the groups.
type Config struct {
	Window     time.Duration // how long different users are counted together
	Similarity float64       // from which similarity on calls are of one group, 0 to 1
	MaxGroups  int           // groups held; the one used longest ago leaves
}

// Groups holds the groups. It is not safe for concurrent use.
type Groups struct {
	cfg   Config
	index *sketch.Index[*Group]
}

// Group is calls that say the same, with small variations.
type Group struct {
	ID    uint64
	First int64 // event time of the first call, Unix seconds
	Users sketch.Distinct
	Usual float64 // different users in earlier windows, the latest counting most

	// Calls are evidence: one call of each further user in this window, up to detect.RecentCalls.
	Calls []detect.Call
	// Reported says that this window led to a finding, Tainted that sessions with findings took part. Neither is learned.
	Reported, Tainted bool

	start   int64 // of the window
	windows int   // in which there were calls
}

// New returns no groups.
func New(cfg Config) *Groups {
	return &Groups{cfg: cfg, index: sketch.NewIndex[*Group](cfg.MaxGroups, cfg.Similarity)}
}

// Add counts a user for the group that a call belongs to. fresh says that the user is
// another one in this window, evicted is how many groups had to make room.
func (g *Groups) Add(tool uint64, sig *sketch.Signature, user uint64, at time.Time) (group *Group, fresh bool, evicted int64) {
	before := g.index.Evicted()
	e, known := g.index.Find(tool, sig)
	if !known {
		e.Value = &Group{ID: idOf(tool, sig), First: at.Unix(), start: at.Unix(), windows: 1}
	}
	e.Value.roll(at.Unix(), int64(g.cfg.Window/time.Second))
	fresh = e.Value.Users.Add(user)
	return e.Value, fresh, int64(g.index.Evicted() - before)
}

// Len is how many groups are held.
func (g *Groups) Len() int { return g.index.Len() }

// Windows is in how many windows there were calls.
func (gr *Group) Windows() int { return gr.windows }

// roll begins a new window when the present one is over, and remembers how many users that had.
func (gr *Group) roll(now, window int64) {
	passed := (now - gr.start) / max(window, 1)
	if passed <= 0 {
		return
	}
	users := float64(gr.Users.Count())
	if gr.windows > 1 {
		users = gr.Usual*fade + users*(1-fade)
	}
	if !gr.Reported && !gr.Tainted {
		gr.Usual = users
	}
	for range min(passed-1, maxGap) {
		gr.Usual *= fade
	}
	gr.start += passed * window
	gr.Users, gr.Calls, gr.Reported, gr.Tainted = sketch.Distinct{}, nil, false, false
	gr.windows++
}

func idOf(tool uint64, sig *sketch.Signature) uint64 {
	id := tool
	for _, v := range sig {
		id = sketch.Mix(id, uint64(v))
	}
	return id
}
