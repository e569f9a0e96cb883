// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package flow remembers what the results of a session said and recognises it in later arguments.
//
// Two kinds of trace are kept, both as hashes, both bounded:
//
//   - Fingerprints of passages: hashes of substrings that stand at equal distances in the result and are looked for at every
//     place of an argument, so that every passage of at least Guarantee letters and digits that the two share is found,
//     whatever the spacing, case and punctuation around it. Of a long result (1,300 letters with the defaults) a sample is
//     kept instead, drawn by what the substrings hold, so that it is the same wherever the text stands. Winnowing (Schleimer,
//     Wilkerson, Aiken, SIGMOD 2003) would give all results that property, for twice the fingerprints and ten times the work;
//     which of two results said something first is told when it is found (docs/adr/0005).
//   - Marks: short values that mean something on their own (addresses, account numbers, keys, identifiers, paths,
//     pseudonyms). A mark is found wherever its letters and digits stand in a row, so grouping "1234 5678" hides nothing.
//
// What the caller supplied itself before a result came is not remembered from that result: giving back what one was given
// is no flow. The memory of one session is a Memory; it keeps no text.
package flow
