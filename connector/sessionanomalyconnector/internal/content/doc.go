// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package content follows what passes through a session: which results were read, what they asked for, and what of them
// comes back in later arguments. It looks at each event once and hands the same View to every detector that needs it.
package content
