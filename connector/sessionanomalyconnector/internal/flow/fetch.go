// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// line is how many bytes a processor fetches at once.
const line = 64

// Fetch reads something of each line of the memory, so that it is in the cache soon. The value says nothing.
func (m *Memory) Fetch() (sum byte) {
	for i := 0; i < len(m.prints.buckets); i += line / (4 * ways) {
		sum += byte(m.prints.buckets[i][0])
	}
	for i := range m.marks.buckets {
		sum += byte(m.marks.buckets[i][0])
	}
	for i := 0; i < len(m.tails); i += line {
		sum += m.tails[i]
	}
	return sum
}
