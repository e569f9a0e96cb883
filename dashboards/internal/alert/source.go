// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Source is alerts.yaml.
type Source struct {
	Thresholds map[string]float64 `yaml:"thresholds"`
	Groups     []Group            `yaml:"groups"`
}

// Group is evaluated together, in order.
type Group struct {
	Name     string  `yaml:"name"`
	Interval string  `yaml:"interval"`
	Alerts   []Alert `yaml:"alerts"`
}

// Alert fires while Value is above (or below) its threshold. Value holds no comparison, so that Grafana can draw the value
// beside the threshold.
type Alert struct {
	Name          string `yaml:"name"`
	Severity      string `yaml:"severity"` // critical, error or warning
	Runbook       string `yaml:"runbook"`  // name of a page in docs/runbooks
	Value         string `yaml:"value"`
	Above         string `yaml:"above"`
	Below         string `yaml:"below"`
	For           string `yaml:"for"`
	KeepFiringFor string `yaml:"keep_firing_for"`
	Summary       string `yaml:"summary"`
	Description   string `yaml:"description"`
	First         string `yaml:"first"` // what to do first
}

// sessionType is a template, for Prometheus as for Grafana, of the session type that an alert is about, if any.
const sessionType = "{{ with .Labels.mcpsec_session_type }} (session type {{ . }}){{ end }}"

// Parse reads alerts.yaml and fills its templates in.
func Parse(src []byte) (*Source, error) {
	dec := yaml.NewDecoder(bytes.NewReader(src))
	dec.KnownFields(true)
	s := &Source{}
	if err := dec.Decode(s); err != nil {
		return nil, fmt.Errorf("alerts.yaml: %w", err)
	}
	var errs []error
	for g := range s.Groups {
		for a := range s.Groups[g].Alerts {
			alert := &s.Groups[g].Alerts[a]
			errs = append(errs, alert.expand(s.Thresholds), alert.validate())
		}
	}
	return s, errors.Join(errs...)
}

func (a *Alert) validate() error {
	switch {
	case a.Name == "" || a.Value == "" || a.Runbook == "":
		return fmt.Errorf("alert %q: name, value and runbook are required", a.Name)
	case (a.Above == "") == (a.Below == ""):
		return fmt.Errorf("alert %s: give either above or below", a.Name)
	case a.Summary == "" || a.Description == "" || a.First == "":
		return fmt.Errorf("alert %s: summary, description and first are required", a.Name)
	case a.Severity != "critical" && a.Severity != "error" && a.Severity != "warning":
		return fmt.Errorf("alert %s: severity must be critical, error or warning", a.Name)
	}
	return nil
}
