// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// ShadowServerConfig configures shadow_server.
type ShadowServerConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Inventory lists the servers that may exist. Without any the detector is silent.
	Inventory []InventoryServer `mapstructure:"inventory"`

	_ struct{}
}

// InventoryServer is one entry, or with * a family of entries, of the inventory.
type InventoryServer struct {
	// Name is the server's name (mcpsec.server.name).
	Name string `mapstructure:"name"`
	// Tools that the server may have (default any).
	Tools []string `mapstructure:"tools"`

	_ struct{}
}

// NewShadowServerConfig returns the defaults.
func NewShadowServerConfig() ShadowServerConfig { return ShadowServerConfig{Enabled: true} }

// Validate reports every mistake at once.
func (c *ShadowServerConfig) Validate() error {
	var errs []error
	for i, s := range c.Inventory {
		if s.Name == "" {
			errs = append(errs, fmt.Errorf("inventory[%d]: name must not be empty", i))
		}
	}
	return errors.Join(errs...)
}

func (c *ShadowServerConfig) enabled() bool { return c.Enabled && len(c.Inventory) > 0 }

func (c *ShadowServerConfig) build(*detect.Setup) (detect.Detector, error) {
	return &shadowServer{inventory: c.Inventory}, nil
}

// shadowServer finds servers, and tools on servers, that are not on the inventory.
type shadowServer struct{ inventory []InventoryServer }

var _ detect.Detector = (*shadowServer)(nil)

func (*shadowServer) Name() string { return "shadow_server" }

func (d *shadowServer) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if ev.Server == "" || ev.Name == "" {
		return
	}
	if !d.known(ev.Server) {
		env.Emit(detect.Finding{
			Severity: detect.High, Confidence: 0.95, DedupKey: ev.Server,
			Title:       "Server " + ev.Server + " is not on the inventory",
			Description: "Traffic to an MCP server that the inventory does not list. It may be a server someone set up on their own, or one that takes another's place.",
			Observed:    1,
		})
		return
	}
	if ev.IsToolCall() && served(ev.Outcome) {
		d.tool(env, ev.Server, ev.Tool)
	}
	if ev.Name == schema.EventToolsInventory {
		for _, t := range ev.Tools {
			d.tool(env, ev.Server, t.Name)
		}
	}
}

func (d *shadowServer) known(server string) bool {
	for _, s := range d.inventory {
		if glob(s.Name, server) {
			return true
		}
	}
	return false
}

// tool emits a finding unless an entry for the server allows the tool.
func (d *shadowServer) tool(env *detect.Env, server, tool string) {
	for _, s := range d.inventory {
		if glob(s.Name, server) && (len(s.Tools) == 0 || globs(s.Tools).match(tool)) {
			return
		}
	}
	env.Emit(detect.Finding{
		Severity: detect.Medium, Confidence: 0.9, DedupKey: server + "|" + tool, Tool: env.Intern(tool),
		Title:       fmt.Sprintf("Tool %s on server %s is not on the inventory", tool, server),
		Description: "The server is on the inventory, this tool of it is not. It may have been added without review.",
		Observed:    1,
	})
}
