// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package page draws a report as one HTML page that needs nothing else: style and charts are in it, it runs no script and
// asks no server for anything, which its content security policy also forbids.
package page
