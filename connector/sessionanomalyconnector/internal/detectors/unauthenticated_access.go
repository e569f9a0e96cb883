// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// UnauthenticatedAccessConfig configures unauthenticated_access.
type UnauthenticatedAccessConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// ExemptNetworks are client addresses and ranges that need no credential (default 127.0.0.0/8 and ::1/128).
	ExemptNetworks []string `mapstructure:"exempt_networks"`
	// ExemptServers are servers that are open on purpose; * stands for any characters (default none).
	ExemptServers []string `mapstructure:"exempt_servers"`

	_ struct{}
}

// NewUnauthenticatedAccessConfig returns the defaults.
func NewUnauthenticatedAccessConfig() UnauthenticatedAccessConfig {
	return UnauthenticatedAccessConfig{Enabled: true, ExemptNetworks: []string{"127.0.0.0/8", "::1/128"}}
}

// Validate reports every mistake at once.
func (c *UnauthenticatedAccessConfig) Validate() error {
	if _, err := parseNetworks(c.ExemptNetworks); err != nil {
		return fmt.Errorf("exempt_networks: %w", err)
	}
	return nil
}

func (c *UnauthenticatedAccessConfig) enabled() bool { return c.Enabled }

func (c *UnauthenticatedAccessConfig) build(*detect.Setup) (detect.Detector, error) {
	exempt, err := parseNetworks(c.ExemptNetworks)
	return &unauthenticatedAccess{networks: exempt, servers: c.ExemptServers}, errors.Join(err)
}

// unauthenticatedAccess finds calls that were served without a credential to a client outside the exempt networks. It
// speaks only where the source says whether there was a credential.
type unauthenticatedAccess struct {
	networks networks
	servers  globs
}

var (
	_ detect.Detector  = (*unauthenticatedAccess)(nil)
	_ detect.Selective = (*unauthenticatedAccess)(nil)
)

func (*unauthenticatedAccess) Name() string { return "unauthenticated_access" }

// Only implements detect.Selective.
func (*unauthenticatedAccess) Only() detect.Traits { return detect.Open }

func (d *unauthenticatedAccess) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if !ev.HasAuth || ev.AuthPresent || ev.UserVerified || ev.Name != schema.EventOperation || !served(ev.Outcome) {
		return
	}
	if ev.Transport == schema.TransportStdio || ev.ClientAddress == "" || d.servers.match(ev.Server) {
		return
	}
	if addr, err := netip.ParseAddr(ev.ClientAddress); err == nil && d.networks.contain(addr) {
		return
	}
	severity := detect.Medium
	if ev.IsToolCall() {
		severity = detect.High
	}
	env.Emit(detect.Finding{
		Severity: severity, Confidence: 0.9, DedupKey: ev.Server + "|" + ev.ClientAddress,
		Evidence:    []detect.Call{detect.CallOf(env, ev, "served without a credential")},
		Title:       "Server " + ev.Server + " served a call without a credential",
		Description: fmt.Sprintf("%s from %s was served though the request carried no credential, and the address is in no exempt network. The server may be open to anyone who can reach it.", ev.Method, ev.ClientAddress),
		Observed:    1,
	})
}

// served reports whether the server did, or tried to do, what was asked.
func served(outcome string) bool {
	return outcome == schema.OutcomeSuccess || outcome == schema.OutcomeToolError
}
