// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package telemetry

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const line = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"mcp.operation","body":{"stringValue":"b"},"attributes":[{"key":"n","value":{"intValue":"7"}}]}]}]}]}` + "\n"

func TestReadFile(t *testing.T) {
	for _, tt := range []struct {
		name, content, wantErr string
		want                   int
	}{
		{"two batches", line + line, "", 2},
		{"the last line is still being written", line + line[:40], "", 1},
		{"empty", "", "", 0},
		{"not OTLP", "[]\n", ":1:", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "audit.jsonl")
			require.NoError(t, os.WriteFile(path, []byte(tt.content), 0o600))
			records, err := ReadFile(path)
			if tt.wantErr != "" {
				require.ErrorContains(t, err, tt.wantErr)
				return
			}
			require.NoError(t, err)
			require.Len(t, records, tt.want)
			for _, r := range records {
				assert.Equal(t, Operation, r.Event)
				assert.Equal(t, "7", r.Get("n"))
				assert.Empty(t, r.Get("absent"))
			}
		})
	}
	records, err := ReadFile(filepath.Join(t.TempDir(), "absent"))
	require.NoError(t, err)
	assert.Empty(t, records)
}
