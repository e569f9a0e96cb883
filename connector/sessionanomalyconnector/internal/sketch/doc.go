// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package sketch holds the small, bounded summaries that baselines are made of: a logarithmic histogram for quantiles, a
// HyperLogLog counter, a clock for exponential decay, MinHash signatures and a locality-sensitive index over them.
//
// Nothing here reads a wall clock or a random source: the same input gives the same summary on every machine. No type is
// safe for concurrent use.
package sketch
