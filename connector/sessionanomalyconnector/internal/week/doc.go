// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package week learns at which hours of the week somebody is active.
package week
