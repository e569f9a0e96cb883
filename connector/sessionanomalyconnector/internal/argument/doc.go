// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package argument describes what kind of content an argument carries (its kind, length, character classes and the
// trigrams of its shape) and learns what is usual for each argument of a tool.
//
// Only the description is kept, never the content. Describing looks at the first 1,024 bytes.
package argument
