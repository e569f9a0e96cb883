// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package alert turns one list of alerts into Prometheus rules and Grafana alerting provisioning.
package alert
