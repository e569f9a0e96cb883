// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestName(t *testing.T) {
	assert.Equal(t, "read_file", Name("read_file"))
	assert.Len(t, Name(strings.Repeat("x", MaxName)), MaxName)
	a, b := Name(strings.Repeat("é", MaxName)+"a"), Name(strings.Repeat("é", MaxName)+"b")
	assert.LessOrEqual(t, len(a), MaxName)
	assert.NotEqual(t, a, b)
	assert.Equal(t, a, Name(strings.Repeat("é", MaxName)+"a"))
	assert.Contains(t, a, "é...")
}
