// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package mirror sends copies of stdio messages to the ingest endpoint of the mcp receiver. Nothing in it ever holds up
// the messages themselves: what cannot be sent is kept up to a bound, then dropped and counted.
package mirror
