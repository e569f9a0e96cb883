// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

//go:generate go run ./gen
