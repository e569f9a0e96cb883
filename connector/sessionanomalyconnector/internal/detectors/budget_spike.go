// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// BudgetSpikeConfig configures budget_spike.
type BudgetSpikeConfig struct {
	SpikeConfig `mapstructure:",squash"`
}

// NewBudgetSpikeConfig returns the defaults.
func NewBudgetSpikeConfig() BudgetSpikeConfig { return BudgetSpikeConfig{newSpikeConfig(10, "user")} }

func (c *BudgetSpikeConfig) build(*detect.Setup) (detect.Detector, error) {
	d := &spike{
		cfg: c.SpikeConfig, name: "budget_spike", outcome: schema.OutcomeBudgetExceeded, severity: detect.Medium,
		what: "refusals by a budget", meaning: "An agent may be looping or being used to run up cost.",
	}
	return d.start(), nil
}
