// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// DatasourceUID is the uid that the provisioned Prometheus data source has.
const DatasourceUID = "prometheus"

type grafanaFile struct {
	APIVersion int            `yaml:"apiVersion"`
	Groups     []grafanaGroup `yaml:"groups"`
}

type grafanaGroup struct {
	OrgID    int           `yaml:"orgId"`
	Name     string        `yaml:"name"`
	Folder   string        `yaml:"folder"`
	Interval string        `yaml:"interval"`
	Rules    []grafanaRule `yaml:"rules"`
}

type grafanaRule struct {
	UID           string      `yaml:"uid"`
	Title         string      `yaml:"title"`
	Condition     string      `yaml:"condition"`
	Data          []query     `yaml:"data"`
	For           string      `yaml:"for"`
	KeepFiringFor string      `yaml:"keepFiringFor,omitempty"` // Grafana 12; 11 ignores it
	NoDataState   string      `yaml:"noDataState"`
	ExecErrState  string      `yaml:"execErrState"`
	IsPaused      bool        `yaml:"isPaused"`
	Labels        labels      `yaml:"labels"`
	Annotations   annotations `yaml:"annotations"`
}

type query struct {
	RefID             string         `yaml:"refId"`
	RelativeTimeRange timeRange      `yaml:"relativeTimeRange"`
	DatasourceUID     string         `yaml:"datasourceUid"`
	Model             map[string]any `yaml:"model"`
}

type timeRange struct {
	From int `yaml:"from"` // seconds before now
	To   int `yaml:"to"`
}

var grafanaValue = strings.NewReplacer(
	"<value>", `{{ (index .Values "A").Value | humanize }}`,
	"<percent>", `{{ (index .Values "A").Value | humanizePercentage }}`,
	"<session type>", sessionType,
)

// Grafana renders the alerts as a provisioning file of Grafana alerting.
func (s *Source) Grafana(folder string) ([]byte, error) {
	out := grafanaFile{APIVersion: 1}
	for _, g := range s.Groups {
		group := grafanaGroup{OrgID: 1, Name: g.Name, Folder: folder, Interval: grafanaInterval(g.Interval)}
		for _, a := range g.Alerts {
			rule, err := a.grafana()
			if err != nil {
				return nil, err
			}
			group.Rules = append(group.Rules, rule)
		}
		out.Groups = append(out.Groups, group)
	}
	return render(out)
}

// grafanaInterval rounds up to Grafana's evaluation step of 10 s.
func grafanaInterval(s string) string {
	const step = 10 * time.Second
	d, err := time.ParseDuration(s)
	if err != nil {
		return s
	}
	return ((d + step - 1) / step * step).String()
}

func (a *Alert) grafana() (grafanaRule, error) {
	threshold, op := a.Above, "gt"
	if a.Below != "" {
		threshold, op = a.Below, "lt"
	}
	limit, err := strconv.ParseFloat(threshold, 64)
	if err != nil {
		return grafanaRule{}, fmt.Errorf("alert %s: threshold: %w", a.Name, err)
	}
	wait := a.For
	if wait == "" {
		wait = "0s"
	}
	return grafanaRule{
		UID:           strings.ToLower(a.Name),
		Title:         a.Name,
		Condition:     "B",
		Data:          []query{a.valueQuery(), thresholdQuery(op, limit)},
		For:           wait,
		KeepFiringFor: a.KeepFiringFor,
		NoDataState:   "OK",
		ExecErrState:  "Error",
		Labels:        labels{Severity: a.Severity, Family: a.Runbook},
		Annotations:   a.annotations(grafanaValue),
	}, nil
}

func (a *Alert) valueQuery() query {
	return query{
		RefID:             "A",
		RelativeTimeRange: timeRange{From: 600},
		DatasourceUID:     DatasourceUID,
		Model:             map[string]any{"refId": "A", "expr": a.Value, "instant": true, "range": false, "editorMode": "code"},
	}
}

func thresholdQuery(op string, limit float64) query {
	return query{
		RefID:         "B",
		DatasourceUID: "__expr__",
		Model: map[string]any{
			"refId":      "B",
			"type":       "threshold",
			"expression": "A",
			"datasource": map[string]any{"type": "__expr__", "uid": "__expr__"},
			"conditions": []any{map[string]any{"evaluator": map[string]any{"type": op, "params": []any{limit}}}},
		},
	}
}

const header = "# Generated from dashboards/alerts/alerts.yaml by \"make generate\". Do not edit.\n"

func render(v any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(header)
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return out.Bytes(), enc.Close()
}
