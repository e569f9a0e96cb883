// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package mix learns in which proportion the tools of a server are used, and tells how far another mix is from that.
package mix
