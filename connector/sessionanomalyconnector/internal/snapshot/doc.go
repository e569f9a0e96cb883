// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package snapshot keeps what detectors know across restarts, in a storage extension, and carries baselines from one
// installation to another, as a file.
package snapshot
