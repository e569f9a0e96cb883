// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package ocb builds the components the way somebody else does: with ocb, from a module proxy, following the README.
package ocb
