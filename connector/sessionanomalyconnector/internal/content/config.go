// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// Config configures what the content detectors share.
type Config struct {
	// Classes of tools. Tools without an entry are classified by their words, then by their annotations.
	Classes toolclass.Config `mapstructure:"classes"`
	// MaxFingerprints is how many fingerprints of passages a session keeps, a power of two (default 256, 4 bytes each); one result
	// adds an eighth of them.
	MaxFingerprints int `mapstructure:"max_fingerprints"`
	// MaxMarks is how many short values (addresses, account numbers, keys, identifiers) a session keeps, a power of two
	// (default 128, 8 bytes each); one result adds a quarter of them.
	MaxMarks int `mapstructure:"max_marks"`
	// MaxText is how many bytes of one argument or result are read (default 65536).
	MaxText int `mapstructure:"max_text"`
	// MaxTools is how many tools' classes are remembered (default 4096); past it a tool is classified again at every call.
	MaxTools int `mapstructure:"max_tools"`

	_ struct{}
}

// NewConfig returns the defaults.
func NewConfig() Config {
	f := flow.DefaultConfig()
	return Config{MaxFingerprints: f.MaxPrints, MaxMarks: f.MaxMarks, MaxText: f.MaxText, MaxTools: 4096}
}

// Validate reports every mistake at once but those of Classes, whose own Validate the collector calls.
func (c *Config) Validate() error {
	var errs []error
	for _, size := range []struct {
		key   string
		value int
	}{{"max_fingerprints", c.MaxFingerprints}, {"max_marks", c.MaxMarks}} {
		if size.value < 8 || size.value > 1<<20 || size.value&(size.value-1) != 0 {
			errs = append(errs, fmt.Errorf("%s must be a power of two from 8 to 1048576, for example 256", size.key))
		}
	}
	if c.MaxText < 256 {
		errs = append(errs, errors.New("max_text must be at least 256 bytes"))
	}
	if c.MaxTools < 1 {
		errs = append(errs, errors.New("max_tools must be at least 1"))
	}
	return errors.Join(errs...)
}

// named bounds the values that requests named: half of what results may keep.
func (c *Config) named() flow.Config {
	f := c.flow()
	f.MaxMarks = max(f.MaxMarks/2, 8)
	return f
}

func (c *Config) flow() flow.Config {
	f := flow.DefaultConfig()
	f.MaxPrints, f.MaxMarks, f.MaxText = c.MaxFingerprints, c.MaxMarks, c.MaxText
	f.PrintsPerText, f.MarksPerText = max(f.PrintsPerText, f.MaxPrints/8), max(f.MarksPerText, f.MaxMarks/4)
	return f
}
