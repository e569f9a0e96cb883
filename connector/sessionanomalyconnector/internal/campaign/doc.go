// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package campaign groups calls of one tool by what they say, and counts the different users of each group within a window.
package campaign
