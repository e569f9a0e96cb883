// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRare(t *testing.T) {
	var r rare[int]
	assert.EqualValues(t, 8, unsafe.Sizeof(r))
	assert.Empty(t, r.all())
	assert.Zero(t, r.size(8))
	for _, want := range []string{"null", "[1]", "[1,2]"} {
		data, err := json.Marshal(r)
		require.NoError(t, err)
		assert.Equal(t, want, string(data))
		var back rare[int]
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, r, back)
		r.add(len(r.all()) + 1)
	}
	assert.GreaterOrEqual(t, r.size(8), 24+3*8)
	require.Error(t, json.Unmarshal([]byte(`{}`), &r))
}
