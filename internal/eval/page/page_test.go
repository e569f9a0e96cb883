// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCollect(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			"evaluation",
			"building\nEVAL  set recall value=0.9900 n=10 ci=[0.7,1.0] floor=0.95 ok # per rule\nEVAL  other skipped (no data)\n",
			head("EVAL") + "| set recall | 0.9900 | 10 | [0.7,1.0] | 0.95 | ok | per rule |\n| other |  |  |  |  | skipped (no data) |  |\n",
		},
		{
			"benchmark",
			"BENCH proxy p50 2KB value=0.84 unit=ratio against=reverse_proxy floor=1.0 ok\n",
			head("BENCH") + "| proxy p50 2KB | 0.84 ratio | reverse_proxy | 1.0 | ok |  |\n",
		},
		{"nothing measured", "ok  package 0.1s\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			table, err := collect(strings.NewReader(tt.in), &out)
			require.NoError(t, err)
			assert.Equal(t, tt.in, out.String(), "the output passes through")
			assert.Equal(t, tt.want, table)
		})
	}
}

func TestUpdateKeepsTheRestOfThePage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	require.NoError(t, os.WriteFile(file, []byte("before\n"+begin+"old\n"+end+"after\n"), 0o600))
	require.NoError(t, update(file, "new\n"))
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "before\n"+begin+"new\n"+end+"after\n", string(page))

	require.NoError(t, os.WriteFile(file, []byte("no marks\n"), 0o600))
	require.ErrorIs(t, update(file, "new\n"), errMarks)
}
