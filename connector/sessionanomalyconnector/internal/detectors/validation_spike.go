// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// ValidationSpikeConfig configures validation_spike.
type ValidationSpikeConfig struct {
	SpikeConfig `mapstructure:",squash"`
}

// NewValidationSpikeConfig returns the defaults.
func NewValidationSpikeConfig() ValidationSpikeConfig {
	return ValidationSpikeConfig{newSpikeConfig(20, "source")}
}

func (c *ValidationSpikeConfig) build(*detect.Setup) (detect.Detector, error) {
	d := &spike{
		cfg: c.SpikeConfig, name: "validation_spike", outcome: schema.OutcomeValidationRejected, severity: detect.Medium,
		what: "requests refused as malformed or invalid", meaning: "A client may be probing the server, or is broken.",
	}
	return d.start(), nil
}
