// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"slices"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor"
)

// pipeline is the shipped component between a record and a sink.
type pipeline struct {
	processor processor.Logs
	sink      *consumertest.LogsSink
}

func newPipeline(change func(*dlpprocessor.Config)) (*pipeline, error) {
	factory := dlpprocessor.NewFactory()
	cfg := factory.CreateDefaultConfig().(*dlpprocessor.Config)
	cfg.Pseudonyms.Keys = []pseudonym.KeyConfig{{ID: "eval", Secret: "a key for the evaluation"}}
	if change != nil {
		change(cfg)
	}
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	sink := new(consumertest.LogsSink)
	p, err := factory.CreateLogs(context.Background(), processortest.NewNopSettings(factory.Type()), cfg, sink)
	if err != nil {
		return nil, err
	}
	return &pipeline{p, sink}, p.Start(context.Background(), componenttest.NewNopHost())
}

// verdict is what came out for one text.
type verdict struct {
	text      string
	rules     []string
	category  []string
	injection bool
	cues      []string
}

// pass sends a value through as the body of a record.
func (p *pipeline) pass(fill func(pcommon.Value) error) (verdict, error) {
	logs := plog.NewLogs()
	lr := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	if err := fill(lr.Body()); err != nil {
		return verdict{}, err
	}
	p.sink.Reset()
	if err := p.processor.ConsumeLogs(context.Background(), logs); err != nil {
		return verdict{}, err
	}
	out := p.sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	_, injection := out.Attributes().Get(schema.DLPInjectionScore)
	return verdict{
		text: out.Body().AsString(), injection: injection,
		rules: list(out, schema.DLPRules), category: list(out, schema.DLPCategories), cues: list(out, schema.DLPInjectionCues),
	}, nil
}

func (p *pipeline) text(text string) (verdict, error) {
	return p.pass(func(v pcommon.Value) error {
		v.SetStr(text)
		return nil
	})
}

func (v *verdict) has(rule string) bool { return slices.Contains(v.rules, rule) }

func list(lr plog.LogRecord, key string) []string {
	v, ok := lr.Attributes().Get(key)
	if !ok {
		return nil
	}
	var all []string
	for _, e := range v.Slice().All() {
		all = append(all, e.AsString())
	}
	return all
}

// each reads a gzipped file of JSON lines.
func each[T any](file string, visit func(T) error) error {
	f, err := os.Open(file) //nolint:gosec // G304: the path is the caller's own.
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return err
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return lines.Err()
}
