// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package otlplog reads the files that the Collector's file exporter writes: one OTLP-JSON export request a line, plain or
// gzip, rotated or not.
package otlplog
