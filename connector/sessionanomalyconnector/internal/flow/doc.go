// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package flow remembers what the results of a session said and recognises it in later arguments.
//
// Two kinds of trace are kept, both as hashes, both bounded:
//
//   - Fingerprints of passages, by winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): every passage of at least Guarantee
//     letters and digits that a result and an argument share is found, whatever the spacing, case and punctuation around it,
//     as long as the result had no more than MaxPrints fingerprints; of a longer result a sample is kept.
//   - Marks: short values that mean something on their own (addresses, account numbers, keys, identifiers, paths,
//     pseudonyms). A mark is found wherever its letters and digits stand in a row, so grouping "1234 5678" hides nothing.
//
// What the caller supplied itself before a result came is not remembered from that result: giving back what one was given
// is no flow. The memory of one session is a Memory; it keeps no text.
package flow
