// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"errors"
	"fmt"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdataevent"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/rules"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// SignalConfig is a condition on any record, audit event or not.
type SignalConfig struct {
	// On says which records are looked at: logs or spans (default logs).
	On string `mapstructure:"on"`
	// When lists OTTL conditions, of which one must hold.
	When []string `mapstructure:"when"`
	// Key is an OTTL value expression for what the signal is counted and joined by (default: the user of the audit event).
	// A record without a key raises nothing.
	Key string `mapstructure:"key"`
	// Distinct is an OTTL value expression for what distinct_count and novel look at.
	Distinct string `mapstructure:"distinct"`
	// Counting says how often the condition must hold for the signal to be raised.
	Counting rules.SignalConfig `mapstructure:",squash"`

	_ struct{}
}

// Kinds of records that signals look at.
const (
	onLogs  = "logs"
	onSpans = "spans"
)

// Validate reports the mistakes that show without compiling expressions.
func (c *SignalConfig) Validate() error {
	var errs []error
	if c.On != "" && c.On != onLogs && c.On != onSpans {
		errs = append(errs, fmt.Errorf("on must be %s or %s, not %q", onLogs, onSpans, c.On))
	}
	if len(c.When) == 0 {
		errs = append(errs, errors.New("when needs a condition"))
	}
	if (c.Counting.DistinctCount > 0 || c.Counting.Novel > 0) && c.Distinct == "" {
		errs = append(errs, errors.New("distinct_count and novel need distinct"))
	}
	return errors.Join(errs...)
}

func (c *Config) correlator() *rules.Correlator {
	signals := make(map[string]rules.SignalConfig, len(c.Signals))
	for name, s := range c.Signals {
		signals[name] = s.Counting
	}
	return rules.New(signals, c.Rules)
}

func signalNames(signals map[string]SignalConfig) []string {
	names := make([]string, 0, len(signals))
	for name := range signals {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// compileSignals compiles every signal for the records it looks at, in the order of their names.
func compileSignals(configs map[string]SignalConfig, logParser *ottlx.Parser[ottlx.Log], spanParser *ottlx.Parser[ottlx.Span]) (
	logs []*pdataevent.Signal[ottlx.Log], spans []*pdataevent.Signal[ottlx.Span], err error,
) {
	var errs []error
	for _, name := range signalNames(configs) {
		cfg := configs[name]
		if cfg.On == onSpans {
			s, err := pdataevent.NewSignal(name, cfg.When, cfg.Key, cfg.Distinct, spanParser)
			spans, errs = append(spans, s), append(errs, err)
			continue
		}
		s, err := pdataevent.NewSignal(name, cfg.When, cfg.Key, cfg.Distinct, logParser)
		logs, errs = append(logs, s), append(errs, err)
	}
	return logs, spans, errors.Join(errs...)
}
