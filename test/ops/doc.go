// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package ops tests what an on-call engineer uses against the demo, the program behind "make demo": every PromQL expression in
// dashboards, alerts and runbooks is parsed by Prometheus' own parser and its metrics, labels and selectors looked up in what
// the demo exposes, as it is and with everything going wrong (testdata/trouble.yaml); the alert rules go through promtool, the
// runbooks' queries run on the demo's output, those of Splunk and Elasticsearch, which cannot be had, by interpreters of ours; and,
// where the servers are installed, a real Prometheus and a real Alertmanager carry the demo's alerts from end to end, and a real
// Loki answers every LogQL query.
//
// It is a module of its own, so that Prometheus does not become a dependency of the components. promtool and gojq are tool
// dependencies: both come from the Go module proxy. Loki has a module of its own, in tools: its go.mod replaces what others need.
package ops
