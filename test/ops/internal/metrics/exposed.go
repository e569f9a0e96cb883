// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package metrics compares what queries ask for with what a process exposes.
package metrics

import (
	"io"
	"net/http"
	"slices"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"
)

// Exposed maps every metric, histograms as their series, to the labels of each of its series.
type Exposed map[string][]map[string]string

// target are the labels that Prometheus adds to what it scrapes, or makes itself.
var target = []string{"instance", "job", "alertname", "alertstate", "severity", "family"}

// Scrape reads the exposition of an address.
func Scrape(t *testing.T, address string) Exposed {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/metrics", nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	return Parse(t, res.Body)
}

// Parse reads an exposition in the text format.
func Parse(t *testing.T, r io.Reader) Exposed {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(r)
	require.NoError(t, err)
	out := Exposed{}
	for name, family := range families {
		for _, m := range family.GetMetric() {
			switch family.GetType() {
			case dto.MetricType_HISTOGRAM:
				out.see(name+"_bucket", m, "le")
				out.see(name+"_sum", m)
				out.see(name+"_count", m)
			default:
				out.see(name, m)
			}
		}
	}
	return out
}

func (e Exposed) see(name string, m *dto.Metric, more ...string) {
	series := map[string]string{}
	for _, l := range m.GetLabel() {
		series[l.GetName()] = l.GetValue()
	}
	for _, l := range more {
		series[l] = ""
	}
	e[name] = append(e[name], series)
}

// Add takes in what another address exposes.
func (e Exposed) Add(other Exposed) {
	for name, series := range other {
		e[name] = append(e[name], series...)
	}
}

// has says whether a series of the metric has the label.
func (e Exposed) has(name, label string) bool {
	if slices.Contains(target, label) {
		return true
	}
	return slices.ContainsFunc(e[name], func(series map[string]string) bool { _, ok := series[label]; return ok })
}
