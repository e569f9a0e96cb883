// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package board writes Grafana dashboards in the v1 schema that Grafana 11 and 12 read. It knows panel types, units,
// colours and the grid; what is on a dashboard is said in package catalog.
package board
