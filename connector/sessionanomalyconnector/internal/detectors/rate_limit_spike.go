// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// RateLimitSpikeConfig configures rate_limit_spike.
type RateLimitSpikeConfig struct {
	SpikeConfig `mapstructure:",squash"`
}

// NewRateLimitSpikeConfig returns the defaults.
func NewRateLimitSpikeConfig() RateLimitSpikeConfig {
	return RateLimitSpikeConfig{newSpikeConfig(50, "user")}
}

func (c *RateLimitSpikeConfig) build(*detect.Setup) (detect.Detector, error) {
	d := &spike{
		cfg: c.SpikeConfig, name: "rate_limit_spike", outcome: schema.OutcomeRateLimited, severity: detect.Medium,
		what: "refusals by a rate limit", meaning: "An agent may be looping, or someone is harvesting data.",
	}
	return d.start(), nil
}
