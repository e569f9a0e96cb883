// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// Config says what the processor looks for and what it does about a match.
type Config struct {
	// Pseudonyms holds the keys that pseudonyms and hashes are made with. Collectors that share them agree on pseudonyms.
	Pseudonyms pseudonym.Config `mapstructure:"pseudonyms"`

	_ struct{}
}

var _ component.Config = (*Config)(nil)

func createDefaultConfig() component.Config { return &Config{} }

// Validate reports every mistake at once.
func (c *Config) Validate() error {
	var errs []error
	if err := c.Pseudonyms.Validate(); err != nil {
		errs = append(errs, fmt.Errorf("pseudonyms: %w", err))
	}
	return errors.Join(errs...)
}
