// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package kubernetes holds the dashboards and alert rules as objects of a cluster: ConfigMaps that Grafana's sidecar picks
// up, and a PrometheusRule for the Prometheus operator.
package kubernetes

//go:generate go run ./gen
