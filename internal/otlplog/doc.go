// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package otlplog reads the log records in the files that the Collector's file exporter writes: OTLP-JSON, one export request a
// line, plain, gzip or zstd, or one zstd message after the other as its setting compression: zstd has it. It also reads lines
// that are an OCSF event each, as exporters write that send the body alone.
package otlplog
