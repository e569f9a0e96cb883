// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"runtime"
	"syscall"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/redactionprocessor"
	"github.com/zricethezav/gitleaks/v8/detect"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor"
)

// ours is the scan engine with the rules that the peers have: those of gitleaks.
type ours struct {
	set     *scan.Set
	rules   []scan.Rule
	scratch scan.Scratch
	found   int
}

func newOurs() (*ours, error) {
	rules, err := secrets.Gitleaks()
	if err != nil {
		return nil, err
	}
	set, err := scan.Compile(rules)
	return &ours{set: set, rules: rules}, err
}

// scan returns MB/s.
func (o *ours) scan(c *corpus) float64 {
	o.found = 0
	start := cpuTime()
	for _, t := range c.texts {
		o.found += len(o.set.Find(t, &o.scratch))
	}
	return rate(c, start)
}

// rate returns MB per second of CPU time since start: others may be using the machine.
func rate(c *corpus, start time.Duration) float64 {
	return float64(c.bytes) / (cpuTime() - start).Seconds() / 1e6
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // cannot fail with these arguments
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// gitleaks is the module's own detector.
func gitleaks(c *corpus) (mbs float64, found int, err error) {
	d, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		return 0, 0, err
	}
	start := cpuTime()
	for _, t := range c.texts {
		found += len(d.DetectString(t))
	}
	return rate(c, start), found, nil
}

// redaction is contrib's redaction processor with the expressions of the given rules.
func redaction(c *corpus, rules []scan.Rule) (float64, error) {
	factory := redactionprocessor.NewFactory()
	cfg := factory.CreateDefaultConfig().(*redactionprocessor.Config)
	cfg.AllowAllKeys = true
	for _, r := range rules {
		cfg.BlockedValues = append(cfg.BlockedValues, r.Pattern)
	}
	return through(factory, cfg, c)
}

// processorOf is our processor with the credential rules alone.
func processorOf(c *corpus, change func(*dlpprocessor.Config)) (float64, error) {
	factory := dlpprocessor.NewFactory()
	cfg := factory.CreateDefaultConfig().(*dlpprocessor.Config)
	if change != nil {
		change(cfg)
	}
	return through(factory, cfg, c)
}

func secretsOnly(cfg *dlpprocessor.Config) {
	cfg.RuleSets.PII.Enabled, cfg.RuleSets.Injection.Enabled = false, false
}

func newProcessor(factory processor.Factory, cfg component.Config) (processor.Logs, error) {
	return factory.CreateLogs(context.Background(), processortest.NewNopSettings(factory.Type()), cfg, consumertest.NewNop())
}

// through passes a corpus through a processor, as the attribute of a log record each, and returns MB/s.
func through(factory processor.Factory, cfg component.Config, c *corpus) (float64, error) {
	p, err := newProcessor(factory, cfg)
	if err != nil {
		return 0, err
	}
	// A collector runs for days: what is built on first use is not part of the rate.
	if err := consume(p, batches(c.head(min(warmUp, c.bytes)))); err != nil {
		return 0, err
	}
	all := batches(c)
	runtime.GC()
	start := cpuTime()
	err = consume(p, all)
	return rate(c, start), err
}

// warmUp is how much of a corpus a processor sees before it is measured, in bytes.
const warmUp = 1 << 20

func consume(p processor.Logs, all []plog.Logs) error {
	for _, b := range all {
		if err := p.ConsumeLogs(context.Background(), b); err != nil {
			return err
		}
	}
	return nil
}

func batches(c *corpus) []plog.Logs {
	var all []plog.Logs
	for at := 0; at < len(c.texts); at += 200 {
		all = append(all, batch(c.texts[at:min(at+200, len(c.texts))]))
	}
	return all
}

func batch(texts []string) plog.Logs {
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for _, t := range texts {
		records.AppendEmpty().Attributes().PutStr("gen_ai.tool.call.result", t)
	}
	return logs
}
