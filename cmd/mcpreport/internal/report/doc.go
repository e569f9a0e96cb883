// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package report makes a security summary of audit events and findings. A Builder takes records one by one, in any order,
// and holds only counts, so that a day of traffic fits into memory; Report is what it comes to.
package report
