// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package transition models in which order things are done: how likely each step is after the two before it, backing off
// to the one before, and to the step alone, where too little was seen (Witten and Bell 1991).
package transition
