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
	ArgumentDrift        ArgumentDriftConfig        `mapstructure:"argument_drift"`
	AuthFailureBurst     AuthFailureBurstConfig     `mapstructure:"auth_failure_burst"`
	BudgetSpike          BudgetSpikeConfig          `mapstructure:"budget_spike"`
	CredentialHarvesting CredentialHarvestingConfig `mapstructure:"credential_harvesting"`
	// Content is what the detectors that look at content share.
	Content                  content.Config                 `mapstructure:"content"`
	CrossSessionCampaign     CrossSessionCampaignConfig     `mapstructure:"cross_session_campaign"`
	DangerousArguments       DangerousArgumentsConfig       `mapstructure:"dangerous_arguments"`
	DenialSpike              DenialSpikeConfig              `mapstructure:"denial_spike"`
	MixShift                 MixShiftConfig                 `mapstructure:"mix_shift"`
	NovelTool                NovelToolConfig                `mapstructure:"novel_tool"`
	PrivilegeEscalationChain PrivilegeEscalationChainConfig `mapstructure:"privilege_escalation_chain"`
	RateLimitSpike           RateLimitSpikeConfig           `mapstructure:"rate_limit_spike"`
	ReadThenExfiltrate       ReadThenExfiltrateConfig       `mapstructure:"read_then_exfiltrate"`
	RetryLoop                RetryLoopConfig                `mapstructure:"retry_loop"`
	RugPull                  RugPullConfig                  `mapstructure:"rug_pull"`
	SequenceAnomaly          SequenceAnomalyConfig          `mapstructure:"sequence_anomaly"`
	ShadowServer             ShadowServerConfig             `mapstructure:"shadow_server"`
	SlowExfiltration         SlowExfiltrationConfig         `mapstructure:"slow_exfiltration"`
	TemporalAnomaly          TemporalAnomalyConfig          `mapstructure:"temporal_anomaly"`
	ToolDiversity            ToolDiversityConfig            `mapstructure:"tool_diversity"`
	ToolPoisoning            ToolPoisoningConfig            `mapstructure:"tool_poisoning"`
	UnauthenticatedAccess    UnauthenticatedAccessConfig    `mapstructure:"unauthenticated_access"`
	ValidationSpike          ValidationSpikeConfig          `mapstructure:"validation_spike"`

	_ struct{}
}

// NewConfig returns the defaults of every detector.
func NewConfig() Config {
	return Config{
		ArgumentDrift:            NewArgumentDriftConfig(),
		AuthFailureBurst:         NewAuthFailureBurstConfig(),
		BudgetSpike:              NewBudgetSpikeConfig(),
		CredentialHarvesting:     NewCredentialHarvestingConfig(),
		Content:                  content.NewConfig(),
		CrossSessionCampaign:     NewCrossSessionCampaignConfig(),
		DangerousArguments:       NewDangerousArgumentsConfig(),
		DenialSpike:              NewDenialSpikeConfig(),
		MixShift:                 NewMixShiftConfig(),
		NovelTool:                NewNovelToolConfig(),
		PrivilegeEscalationChain: NewPrivilegeEscalationChainConfig(),
		RateLimitSpike:           NewRateLimitSpikeConfig(),
		ReadThenExfiltrate:       NewReadThenExfiltrateConfig(),
		RetryLoop:                NewRetryLoopConfig(),
		RugPull:                  NewRugPullConfig(),
		SequenceAnomaly:          NewSequenceAnomalyConfig(),
		ShadowServer:             NewShadowServerConfig(),
		SlowExfiltration:         NewSlowExfiltrationConfig(),
		TemporalAnomaly:          NewTemporalAnomalyConfig(),
		ToolDiversity:            NewToolDiversityConfig(),
		ToolPoisoning:            NewToolPoisoningConfig(),
		UnauthenticatedAccess:    NewUnauthenticatedAccessConfig(),
		ValidationSpike:          NewValidationSpikeConfig(),
	}
}

// spec is one detector's section.
type spec interface {
	// Validate reports every mistake in the section at once. The collector calls it, as it visits every section.
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
		{"argument_drift", &c.ArgumentDrift},
		{"auth_failure_burst", &c.AuthFailureBurst},
		{"budget_spike", &c.BudgetSpike},
		{"credential_harvesting", contentSpec{&c.CredentialHarvesting, &c.Content}},
		{"cross_session_campaign", &c.CrossSessionCampaign},
		{"dangerous_arguments", &c.DangerousArguments},
		{"denial_spike", &c.DenialSpike},
		{"mix_shift", &c.MixShift},
		{"novel_tool", &c.NovelTool},
		{"privilege_escalation_chain", contentSpec{&c.PrivilegeEscalationChain, &c.Content}},
		{"rate_limit_spike", &c.RateLimitSpike},
		{"read_then_exfiltrate", contentSpec{&c.ReadThenExfiltrate, &c.Content}},
		{"retry_loop", &c.RetryLoop},
		{"rug_pull", contentSpec{&c.RugPull, &c.Content}},
		{"sequence_anomaly", &c.SequenceAnomaly},
		{"shadow_server", &c.ShadowServer},
		{"slow_exfiltration", contentSpec{&c.SlowExfiltration, &c.Content}},
		{"temporal_anomaly", &c.TemporalAnomaly},
		{"tool_diversity", &c.ToolDiversity},
		{"tool_poisoning", contentSpec{&c.ToolPoisoning, &c.Content}},
		{"unauthenticated_access", &c.UnauthenticatedAccess},
		{"validation_spike", &c.ValidationSpike},
	}
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

// Names lists every detector.
func Names() []string {
	var names []string
	for _, s := range (&Config{}).specs() {
		names = append(names, s.name)
	}
	return names
}
