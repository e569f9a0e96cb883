// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// Config has one section for each detector. Every detector is on unless its section says `enabled: false`.
type Config struct {
	AuthFailureBurst AuthFailureBurstConfig `mapstructure:"auth_failure_burst"`
	// Content is what the detectors that look at content share.
	Content            content.Config           `mapstructure:"content"`
	NovelTool          NovelToolConfig          `mapstructure:"novel_tool"`
	ReadThenExfiltrate ReadThenExfiltrateConfig `mapstructure:"read_then_exfiltrate"`
	SequenceAnomaly    SequenceAnomalyConfig    `mapstructure:"sequence_anomaly"`
	ToolDiversity      ToolDiversityConfig      `mapstructure:"tool_diversity"`

	_ struct{}
}

// NewConfig returns the defaults of every detector.
func NewConfig() Config {
	return Config{
		AuthFailureBurst:   NewAuthFailureBurstConfig(),
		Content:            content.NewConfig(),
		NovelTool:          NewNovelToolConfig(),
		ReadThenExfiltrate: NewReadThenExfiltrateConfig(),
		SequenceAnomaly:    NewSequenceAnomalyConfig(),
		ToolDiversity:      NewToolDiversityConfig(),
	}
}

// spec is one detector's section.
type spec interface {
	// Validate reports every mistake in the section at once.
	Validate() error
	enabled() bool
	build(setup *detect.Setup) (detect.Detector, error)
}

type namedSpec struct {
	name string
	spec spec
}

// specs lists the detectors in the order they observe.
func (c *Config) specs() []namedSpec {
	return []namedSpec{
		{"auth_failure_burst", &c.AuthFailureBurst},
		{"novel_tool", &c.NovelTool},
		{"read_then_exfiltrate", contentSpec{&c.ReadThenExfiltrate, &c.Content}},
		{"sequence_anomaly", &c.SequenceAnomaly},
		{"tool_diversity", &c.ToolDiversity},
	}
}

// Validate reports the mistakes of every enabled detector's section.
func (c *Config) Validate() error {
	var errs []error
	if err := c.Content.Validate(); err != nil {
		errs = append(errs, fmt.Errorf("content: %w", err))
	}
	for _, s := range c.specs() {
		if !s.spec.enabled() {
			continue
		}
		if err := s.spec.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.name, err))
		}
	}
	return errors.Join(errs...)
}

// Build makes the enabled detectors.
func (c *Config) Build(setup *detect.Setup) ([]detect.Detector, error) {
	var built []detect.Detector
	var errs []error
	for _, s := range c.specs() {
		if !s.spec.enabled() {
			continue
		}
		d, err := s.spec.build(setup)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.name, err))
			continue
		}
		built = append(built, d)
	}
	return built, errors.Join(errs...)
}
