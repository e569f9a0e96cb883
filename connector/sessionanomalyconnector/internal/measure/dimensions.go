// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"errors"
	"fmt"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Dimensions changes the attributes of metrics.
type Dimensions struct {
	// Rename gives attributes another name, for example gen_ai.tool.name: tool (default none).
	Rename map[string]string `mapstructure:"rename"`
	// Drop leaves attributes out, for example user.id; series that then look the same are one (default none).
	Drop []string `mapstructure:"drop"`
	// Add takes further attributes of the record, or of its resource, into the metrics that count events (default none).
	Add []string `mapstructure:"add"`

	_ struct{}
}

// maxAdded bounds how many attributes can be added.
const maxAdded = 8

// Validate reports every mistake at once.
func (d *Dimensions) Validate() error {
	var errs []error
	known := knownDimensions()
	for key := range d.Rename {
		if !slices.Contains(known, key) && !slices.Contains(d.Add, key) {
			errs = append(errs, fmt.Errorf("rename: no metric has the attribute %q", key))
		}
	}
	for _, key := range d.Drop {
		if !slices.Contains(known, key) {
			errs = append(errs, fmt.Errorf("drop: no metric has the attribute %q", key))
		}
	}
	if len(d.Add) > maxAdded {
		errs = append(errs, fmt.Errorf("add: at most %d attributes can be added", maxAdded))
	}
	for _, m := range schema.Metrics {
		keys, _ := d.apply(m)
		slices.Sort(keys)
		if len(slices.Compact(slices.Clone(keys))) != len(keys) {
			errs = append(errs, fmt.Errorf("%s would have two attributes of one name", m.Name))
		}
	}
	return errors.Join(errs...)
}

func knownDimensions() []string {
	var keys []string
	for _, m := range schema.Metrics {
		keys = append(keys, m.Dimensions...)
	}
	return keys
}

// apply gives the names a metric's attributes end up with, and which of its own attributes are kept.
func (d *Dimensions) apply(m schema.Metric) (names []string, kept []int) {
	for i, key := range m.Dimensions {
		if slices.Contains(d.Drop, key) {
			continue
		}
		names = append(names, d.renamed(key))
		kept = append(kept, i)
	}
	if countsEvents(m.Name) {
		for _, key := range d.Add {
			names = append(names, d.renamed(key))
		}
	}
	return names, kept
}

func (d *Dimensions) renamed(key string) string {
	if name, ok := d.Rename[key]; ok {
		return name
	}
	return key
}

// countsEvents reports whether a metric counts events, so that attributes of the record can be added to it.
func countsEvents(metric string) bool {
	switch metric {
	case schema.MetricActiveConnections, schema.MetricSessionsActive, schema.MetricSessionDuration, schema.MetricSessionCalls,
		schema.MetricSessionUniqueTools, schema.MetricDataFlow, schema.MetricFindings, schema.MetricToolClass:
		return false
	}
	return true
}
