// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:generate go run ./internal/gen

// Package dashboards holds what an on-call engineer looks at: Grafana dashboards, Prometheus alert rules and their
// provisioning. Everything but alerts/alerts.yaml, alerts/alertmanager.yaml and the rule tests is generated from
// alerts/alerts.yaml and internal/catalog; tests fail when the files and their source differ.
package dashboards
