// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pseudonym

import (
	"errors"
	"fmt"
	"sync"

	"go.opentelemetry.io/collector/config/configopaque"
	"go.uber.org/zap"
)

// Config says which keys pseudonyms are made with. Give every collector that shall agree on pseudonyms the same keys.
type Config struct {
	// Keys in use, the one that writes first. Keep the former key as the second one while a rotation is under way, so that
	// what it wrote is still recognised. Without any key a random one is made at start: pseudonyms are then equal within
	// one process only, and change at every restart.
	Keys []KeyConfig `mapstructure:"keys"`

	_ struct{}
}

// KeyConfig is one key.
type KeyConfig struct {
	// ID of the key, 1 to 16 characters of a-z, 0-9 and _. It is part of every pseudonym.
	ID string `mapstructure:"id"`
	// Secret is the key itself, at least 16 bytes. Take it from the environment or a file: ${env:NAME}, ${file:PATH}.
	Secret configopaque.String `mapstructure:"secret"`

	_ struct{}
}

// Validate reports every mistake in the keys at once.
func (c *Config) Validate() error {
	var errs []error
	seen := make(map[string]bool, len(c.Keys))
	for i, k := range c.Keys {
		if _, err := New(k.ID, []byte(k.Secret)); err != nil {
			errs = append(errs, fmt.Errorf("keys[%d]: %w", i, err))
		}
		if seen[k.ID] {
			errs = append(errs, fmt.Errorf("keys[%d]: id %q is used twice: every key needs an id of its own", i, k.ID))
		}
		seen[k.ID] = true
	}
	return errors.Join(errs...)
}

// processKey is the random key of this process: components without a key agree on it.
var processKey = sync.OnceValues(func() (*Keyer, error) { return NewRandom("rnd") })

// Keyers returns one Keyer a key, the one that writes first. Without keys it returns the random one of this process, and
// says so in the log.
func (c *Config) Keyers(logger *zap.Logger) ([]*Keyer, error) {
	if len(c.Keys) == 0 {
		logger.Warn("no pseudonym key is configured: a random one is used, and pseudonyms will not match across restarts or collectors; set pseudonyms.keys")
		k, err := processKey()
		return []*Keyer{k}, err
	}
	keyers := make([]*Keyer, 0, len(c.Keys))
	for i, k := range c.Keys {
		keyer, err := New(k.ID, []byte(k.Secret))
		if err != nil {
			return nil, fmt.Errorf("keys[%d]: %w", i, err)
		}
		keyers = append(keyers, keyer)
	}
	return keyers, nil
}
