// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"errors"
	"time"
)

// Config says how baselines are learned. It is the same for every statistical detector.
type Config struct {
	// HalfLife is the event time after which something learned counts half. Default 336h (14 days); 0 never forgets.
	HalfLife time.Duration `mapstructure:"half_life"`
	// WarmUp is what a baseline must have seen before detectors compare against it.
	WarmUp WarmUpConfig `mapstructure:"warm_up"`
	// MaxTypes is how many session types have a baseline. At the limit the one with the fewest sessions makes room.
	// Default 512.
	MaxTypes int `mapstructure:"max_types"`

	_ struct{}
}

// WarmUpConfig is when a baseline is good enough to compare against. Both conditions must hold.
type WarmUpConfig struct {
	// Sessions is the number of sessions learned. Default 50; 0 asks for none.
	Sessions uint64 `mapstructure:"sessions"`
	// Duration is the event time between the first and the last session learned. Default 24h; 0 asks for none.
	Duration time.Duration `mapstructure:"duration"`

	_ struct{}
}

// NewDefaultConfig returns the defaults.
func NewDefaultConfig() Config {
	return Config{
		HalfLife: 14 * 24 * time.Hour,
		WarmUp:   WarmUpConfig{Sessions: 50, Duration: 24 * time.Hour},
		MaxTypes: 512,
	}
}

// Validate reports every mistake at once.
func (c *Config) Validate() error {
	var errs []error
	if c.HalfLife < 0 || c.HalfLife > 0 && c.HalfLife < time.Hour {
		errs = append(errs, errors.New("half_life must be 0 (never forget) or at least 1h"))
	}
	if c.WarmUp.Duration < 0 {
		errs = append(errs, errors.New("warm_up::duration must not be negative"))
	}
	if c.MaxTypes < 1 || c.MaxTypes > 65536 {
		errs = append(errs, errors.New("max_types must be between 1 and 65536"))
	}
	return errors.Join(errs...)
}
