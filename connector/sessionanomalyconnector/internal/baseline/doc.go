// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package baseline keeps what is usual: one summary for each session type, principal, tool or server.
//
// A Store learns from whole sessions that ended cleanly, ages what it learned in event time, stays silent until it has seen
// enough, holds a bounded number of baselines, and can be saved and loaded. What a summary consists of is the detector's
// business: anything with a Value's methods.
package baseline
