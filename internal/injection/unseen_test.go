// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUnseenTexts holds what Scan makes of attacks and of innocent texts with the same words whose author had not seen the
// patterns, as nobody has who words an attack anew. Do not write patterns for these texts: they would no longer tell anything.
// The limits are a little below and above what was measured when they were added: 0.229 and 0.068.
func TestUnseenTexts(t *testing.T) {
	f, err := os.Open("testdata/unseen.ndjson")
	require.NoError(t, err)
	defer f.Close()
	var attacks, innocent, found, blamed float64
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var row struct {
			Text   string
			Attack bool
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		flagged := 0.0
		if Scan(row.Text).Score >= DefaultThreshold {
			flagged = 1
		}
		if row.Attack {
			attacks, found = attacks+1, found+flagged
		} else {
			innocent, blamed = innocent+1, blamed+flagged
		}
	}
	require.NoError(t, lines.Err())
	t.Logf("flagged: %.3f of %v attacks, %.3f of %v innocent texts", found/attacks, attacks, blamed/innocent, innocent)
	assert.Greater(t, found/attacks, 0.21)
	assert.Less(t, blamed/innocent, 0.08)
}
