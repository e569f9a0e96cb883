// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"fmt"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
)

// KeysConfig lists names of attributes, map entries and JSON members. A string, bytes or number under such a name, or in a
// list under it, is replaced as a whole, as a match of the rule sensitive-key.
type KeysConfig struct {
	// Enabled switches it. Default true.
	Enabled bool `mapstructure:"enabled"`
	// Names replaces the names that are built in. They are compared by their last part after a dot or slash, without regard to
	// case, "-", "_" and spaces. One that begins with * matches every key that ends so.
	Names []string `mapstructure:"names"`
	// Add lists further names.
	Add []string `mapstructure:"add"`

	_ struct{}
}

// names returns nil when there are none to look for.
func (c *KeysConfig) names() (*keyname.Set, error) {
	all := slices.Concat(c.Names, c.Add)
	if !c.Enabled || len(all) == 0 {
		return nil, nil
	}
	set, err := keyname.New(all)
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	return set, nil
}
