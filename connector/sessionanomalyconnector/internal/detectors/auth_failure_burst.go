// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// AuthFailureBurstConfig configures auth_failure_burst.
type AuthFailureBurstConfig struct {
	SpikeConfig `mapstructure:",squash"`
}

// NewAuthFailureBurstConfig returns the defaults.
func NewAuthFailureBurstConfig() AuthFailureBurstConfig {
	return AuthFailureBurstConfig{newSpikeConfig(5, "source")}
}

func (c *AuthFailureBurstConfig) build(*detect.Setup) (detect.Detector, error) {
	d := &spike{
		cfg: c.SpikeConfig, name: "auth_failure_burst", outcome: schema.OutcomeAuthFailed, severity: detect.High,
		what: "failed authentications", meaning: "Someone may be guessing or replaying credentials.",
	}
	return d.start(), nil
}
