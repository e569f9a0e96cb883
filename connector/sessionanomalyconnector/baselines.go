// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"errors"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

// BaselinesConfig says how statistical detectors learn what is usual, and where that is kept.
type BaselinesConfig struct {
	// Learning says how much is learned before baselines count, and how fast they fade.
	Learning baseline.Config `mapstructure:",squash"`
	// SaveInterval is how often, by the wall clock, what detectors know is written to storage and to Export; it is written
	// on shutdown as well (default 5m).
	SaveInterval time.Duration `mapstructure:"save_interval"`
	// Import is a file with baselines learned elsewhere, read at start. A baseline that this collector has learned itself, or
	// finds in storage, wins over the file's (default none).
	Import string `mapstructure:"import"`
	// Export is the file that baselines are written to, for import elsewhere (default none).
	Export string `mapstructure:"export"`

	_ struct{}
}

func newBaselinesConfig() BaselinesConfig {
	return BaselinesConfig{Learning: baseline.NewDefaultConfig(), SaveInterval: 5 * time.Minute}
}

// Validate reports every mistake at once. It covers Learning, whose own method a squashed field would hide.
func (c *BaselinesConfig) Validate() error {
	errs := []error{c.Learning.Validate()}
	if c.SaveInterval < time.Second {
		errs = append(errs, errors.New("save_interval must be at least 1s, for example 5m"))
	}
	if c.Export != "" && c.Export == c.Import {
		errs = append(errs, errors.New("export must be another file than import"))
	}
	return errors.Join(errs...)
}
