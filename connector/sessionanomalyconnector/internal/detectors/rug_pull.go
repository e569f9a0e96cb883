// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// RugPullConfig configures rug_pull.
type RugPullConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// MaxServers is how many servers' tool definitions are remembered (default 1000); the one listed least recently leaves first.
	MaxServers int `mapstructure:"max_servers"`
	// MaxTools is how many tools of one server are remembered (default 1000).
	MaxTools int `mapstructure:"max_tools"`

	_ struct{}
}

// NewRugPullConfig returns the defaults.
func NewRugPullConfig() RugPullConfig {
	return RugPullConfig{Enabled: true, MaxServers: 1000, MaxTools: 1000}
}

// Validate reports every mistake at once.
func (c *RugPullConfig) Validate() error {
	var errs []error
	if c.MaxServers < 1 {
		errs = append(errs, errors.New("max_servers must be at least 1"))
	}
	if c.MaxTools < 1 {
		errs = append(errs, errors.New("max_tools must be at least 1"))
	}
	return errors.Join(errs...)
}

func (c *RugPullConfig) enabled() bool { return c.Enabled }

func (c *RugPullConfig) buildWith(*content.Tracker) detect.Detector {
	return &rugPull{cfg: *c, servers: window.NewKeyed[pinned](c.MaxServers)}
}

// rugPull remembers the definition of every tool when its server first lists it, and notices when it changes.
type rugPull struct {
	cfg     RugPullConfig
	servers *window.Keyed[pinned]
	evicted int64
}

// pinned is what is remembered of a server.
type pinned struct {
	Version string            `json:"version"`
	Tools   map[string]string `json:"tools"` // name to hash
}

var (
	_ detect.Detector  = (*rugPull)(nil)
	_ detect.Selective = (*rugPull)(nil)
	_ detect.Persister = (*rugPull)(nil)
)

func (*rugPull) Name() string { return "rug_pull" }

// Only implements detect.Selective.
func (*rugPull) Only() detect.Traits { return detect.Inventory }

func (d *rugPull) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if ev.Name != schema.EventToolsInventory || ev.Server == "" || len(ev.Tools) == 0 {
		return
	}
	before := d.servers.Get(ev.Server, ev.Time)
	if d.servers.Evicted > d.evicted {
		env.Drop(dropBaselineLimit, d.servers.Evicted-d.evicted)
		d.evicted = d.servers.Evicted
	}
	if before.Tools == nil {
		d.pin(env, before, ev)
		return
	}
	if c := compare(before, ev); len(c.changed)+len(c.added)+len(c.removed) > 0 {
		env.Emit(c.finding(env, ev, before.Version))
		d.pin(env, before, ev)
	}
}

func (d *rugPull) pin(env *detect.Env, p *pinned, ev *detect.Event) {
	*p = pinned{Version: env.Intern(ev.ServerVersion), Tools: make(map[string]string, len(ev.Tools))}
	for i := range ev.Tools {
		if len(p.Tools) == d.cfg.MaxTools {
			env.Drop(dropBaselineLimit, int64(len(ev.Tools)-i))
			break
		}
		p.Tools[env.Intern(ev.Tools[i].Name)] = definition(&ev.Tools[i])
	}
}

// definition is the hash of a tool's definition; the source gives one, or else the parts that are known make it.
func definition(t *detect.ToolDef) string {
	if t.Hash != "" {
		return strings.Clone(t.Hash)
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(t.Description + "\x00" + t.InputSchema))
	return fmt.Sprintf("fnv:%016x", h.Sum64())
}

// change is the difference between two lists of tools, names in order.
type change struct {
	changed, added, removed []string
	injected                bool // a new or changed description carries instructions to the model
}

func compare(before *pinned, ev *detect.Event) (c change) {
	now := make(map[string]bool, len(ev.Tools))
	for i := range ev.Tools {
		t := &ev.Tools[i]
		now[t.Name] = true
		was, known := before.Tools[t.Name]
		switch {
		case !known:
			c.added = append(c.added, strings.Clone(t.Name))
		case was != definition(t):
			c.changed = append(c.changed, strings.Clone(t.Name))
		default:
			continue
		}
		text := t.Description + "\n" + t.InputSchema
		c.injected = c.injected || injection.Scan(text[:min(len(text), maxInjection)]).Score >= injection.DefaultThreshold
	}
	for name := range before.Tools {
		if !now[name] {
			c.removed = append(c.removed, name)
		}
	}
	for _, list := range [][]string{c.changed, c.added, c.removed} {
		slices.Sort(list)
	}
	return c
}

// severity: a changed definition under an unchanged version is the classic. New and removed tools are news, no more.
func (c *change) severity(ev *detect.Event, version string) detect.Severity {
	switch {
	case c.injected:
		return detect.Critical
	case len(c.changed) > 0 && (ev.ServerVersion == "" || ev.ServerVersion == version):
		return detect.High
	case len(c.changed) > 0:
		return detect.Medium
	default:
		return detect.Low
	}
}

func (c *change) finding(env *detect.Env, ev *detect.Event, version string) detect.Finding {
	said := "its version stayed " + orElse(ev.ServerVersion, "unknown")
	if ev.ServerVersion != version {
		said = "its version went from " + orElse(version, "unknown") + " to " + orElse(ev.ServerVersion, "unknown")
	}
	if c.injected {
		said += ", and a new description carries instructions to the model"
	}
	n := len(c.changed) + len(c.added) + len(c.removed)
	return detect.Finding{
		Severity: c.severity(ev, version), Confidence: 0.95, Observed: float64(n), DedupKey: ev.Server + "|" + c.key(),
		Evidence: []detect.Call{detect.CallOf(env, ev, "listed other tools than before")},
		Title:    "Tool definitions of " + ev.Server + " changed",
		Description: fmt.Sprintf("Changed: %s. Added: %s. Removed: %s. For %s, %s.",
			few(c.changed), few(c.added), few(c.removed), ev.Server, said),
	}
}

// key tells one change from another.
func (c *change) key() string {
	h := fnv.New64a()
	for _, list := range [][]string{c.changed, c.added, c.removed} {
		_, _ = h.Write([]byte(strings.Join(list, ",") + ";"))
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// few names at most five of a list.
func few(list []string) string {
	const most = 5
	switch {
	case len(list) == 0:
		return "none"
	case len(list) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}
