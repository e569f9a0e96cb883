// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// DenialSpikeConfig configures denial_spike.
type DenialSpikeConfig struct {
	SpikeConfig `mapstructure:",squash"`
}

// NewDenialSpikeConfig returns the defaults.
func NewDenialSpikeConfig() DenialSpikeConfig { return DenialSpikeConfig{newSpikeConfig(10, "user")} }

func (c *DenialSpikeConfig) build(*detect.Setup) (detect.Detector, error) {
	d := &spike{
		cfg: c.SpikeConfig, name: "denial_spike", outcome: schema.OutcomeAccessDenied, severity: detect.High,
		what: "refusals by authorization", meaning: "An agent or user may be trying to reach what they must not.",
	}
	return d.start(), nil
}
