// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func TestOpenWindowsOutOfBoundsAreRefused(t *testing.T) {
	cfg := NewMixShiftConfig()
	r := newRig(t, &cfg)
	resume := r.d.(detect.Resumer).Resume
	window := func(numbers ...int) string {
		var list []string
		for _, n := range numbers {
			list = append(list, fmt.Sprintf(`{"number":%d,"counts":{"a":1},"ended":{}}`, n))
		}
		return `{"version":1,"servers":{"s":[` + strings.Join(list, ",") + `]}}`
	}
	require.NoError(t, resume([]byte(window(1, 2, 3))))
	for _, bad := range []string{
		"x", `{}`, `{"version":2}`, window(1, 2, 3, 4), window(2, 1), window(1, 1), `{"version":1,"servers":{"s":[{}]}}`,
		strings.Replace(window(1), `"ended"`, `"sessions":-1,"ended"`, 1), strings.Replace(window(1), `"ended"`, `"clean":-1,"ended"`, 1),
		strings.Replace(window(1), `"ended"`, fmt.Sprintf(`"clean":%d,"ended"`, maxClean+1), 1),
		strings.Replace(window(1), `"a":1`, `"a":-1`, 1),
	} {
		require.Error(t, resume([]byte(bad)), bad)
	}
	assert.Len(t, r.d.(*mixShift).open["s"].list, 3, "what was refused changes nothing")
}

func TestOpenWindowsOfServersPastTheLimitAreLeftOut(t *testing.T) {
	cfg := NewMixShiftConfig()
	cfg.MaxServers = 3
	r := newRig(t, &cfg)
	for i := range cfg.MaxServers {
		r.call(day0, "s", "read", onServer(fmt.Sprint("server-", i)))
	}
	data, err := r.d.(detect.Resumer).Suspend()
	require.NoError(t, err)
	cfg.MaxServers = 2
	small := newRig(t, &cfg)
	require.NoError(t, small.d.(detect.Resumer).Resume(data))
	assert.Len(t, small.d.(*mixShift).open, 2)
	small.call(day0.Add(time.Minute), "s", "read", onServer("server-0"))
	assert.InDelta(t, 2, small.d.(*mixShift).open["server-0"].list[0].counts.Total(), 0)
}
