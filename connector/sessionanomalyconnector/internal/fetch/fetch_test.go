// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEveryLineIsRead tells by the sum which bytes were read.
func TestEveryLineIsRead(t *testing.T) {
	assert.Zero(t, List[byte](nil))
	assert.Zero(t, Text(""))
	for size := 1; size < 300; size++ {
		lines := make([]byte, size)
		want := byte(0)
		for at := 0; at < size; at += line {
			lines[at] = byte(at/line + 1)
			want += lines[at]
		}
		assert.Equal(t, want, List(lines), size)
		assert.Equal(t, want, Text(string(lines)), size)
	}
	assert.Equal(t, byte(1+3), List([][3]int64{{1, 2, 2}, {2, 2, 2}, {2, 2, 3}}))
}
