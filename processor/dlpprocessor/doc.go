// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package dlpprocessor finds secrets, personal data and injected instructions in telemetry and rewrites them before they leave the process.
package dlpprocessor
