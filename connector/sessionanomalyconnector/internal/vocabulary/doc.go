// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package vocabulary remembers which tools are in use, how often something new comes up, and which new tools have been
// seen by enough people for long enough to be no news any more.
package vocabulary
