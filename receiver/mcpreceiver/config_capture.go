// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"errors"
	"fmt"
	"slices"
)

// Values of the capture section.
const (
	captureFull      = "full"
	captureOff       = "off"
	formatStructured = "structured"
	formatString     = "string"
)

// CaptureConfig says what is recorded of arguments and results.
type CaptureConfig struct {
	// Arguments of tools/call and prompts/get: "full" (default) or "off".
	Arguments string `mapstructure:"arguments"`
	// Results of tools/call: "full" (default) or "off".
	Results string `mapstructure:"results"`
	// MaxBytes of JSON kept of each. What is longer is cut, kept as a string, and marked. Default 64 KiB.
	MaxBytes int `mapstructure:"max_bytes"`
	// Format is "structured" (default: maps and lists) or "string" (JSON text).
	Format string `mapstructure:"format"`

	_ struct{}
}

func newDefaultCaptureConfig() CaptureConfig {
	return CaptureConfig{Arguments: captureFull, Results: captureFull, MaxBytes: 64 << 10, Format: formatStructured}
}

// Validate reports every mistake at once.
func (c *CaptureConfig) Validate() error {
	return errors.Join(
		oneOf("arguments", c.Arguments, captureFull, captureOff),
		oneOf("results", c.Results, captureFull, captureOff),
		oneOf("format", c.Format, formatStructured, formatString),
		atLeastOne("max_bytes", int64(c.MaxBytes)),
	)
}

func oneOf(key, value string, known ...string) error {
	if slices.Contains(known, value) {
		return nil
	}
	return fmt.Errorf("%s: %q is not known: use one of %q", key, value, known)
}

func atLeastOne(key string, value int64) error {
	if value >= 1 {
		return nil
	}
	return fmt.Errorf("%s: must be at least 1, is %d", key, value)
}
