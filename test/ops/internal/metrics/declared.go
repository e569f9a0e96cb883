// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"path/filepath"
	"testing"
)

// components are the folders whose metadata.yaml declares the collector's own metrics of ours.
var components = []string{"receiver/mcpreceiver", "processor/dlpprocessor", "connector/sessionanomalyconnector"}

// Declared is what our components say they expose about themselves. It stands in for counters of mishaps that a test
// cannot bring about: a counter that never counted is not exposed.
func Declared(t *testing.T, repository string) Exposed {
	t.Helper()
	out := Exposed{}
	for _, folder := range components {
		var file struct {
			Telemetry struct {
				Metrics map[string]struct{ Attributes []string }
			}
		}
		load(t, filepath.Join(repository, folder, "metadata.yaml"), &file)
		for name, m := range file.Telemetry.Metrics {
			labels := map[string]bool{}
			for _, l := range append(m.Attributes, target...) {
				labels[l] = true
			}
			out["otelcol_"+name] = labels
		}
	}
	return out
}
