// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package directive finds requests in text: sentences that tell the reader to do something, such as "please send the file to
// ann@example.org" or "delete the branch named main". Data is full of them and most are harmless. They matter when the
// next calls of a session do what one of them says, with the values it names.
//
// A directive begins where a sentence or clause begins with a verb in its base form, after words of courtesy or urging
// ("please", "you must", "first"), and ends with the sentence or the data field it stands in.
package directive
