// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// findings lists the series of mcp.findings with their sums.
func findings(s *Set) map[string]float64 {
	sums := make(map[string]float64)
	s.findings.family.Each(func(one *series.Series) { sums[fmt.Sprint(one.Values)] = one.Sum })
	return sums
}

func TestFindingsByDetectorSeverityAndSessionType(t *testing.T) {
	s := NewSet(100, time.Minute, &Dimensions{})
	s.Finding(&detect.Finding{Detector: "rug_pull", Severity: detect.High, SessionType: "bot/crm"})
	s.Finding(&detect.Finding{Detector: "rug_pull", Severity: detect.High, SessionType: "bot/crm"})
	s.Finding(&detect.Finding{Detector: "shadow_server", Severity: detect.High})
	assert.Equal(t, map[string]float64{"[rug_pull high bot/crm]": 2, "[shadow_server high ]": 1}, findings(s))
}

// TestManySessionTypesLeaveRoomForDetectors: whoever connects names session types; what alerts select must not get lost in
// the overflow series.
func TestManySessionTypesLeaveRoomForDetectors(t *testing.T) {
	s := NewSet(10, time.Minute, &Dimensions{})
	for i := range 50 {
		s.Finding(&detect.Finding{Detector: "tool_diversity", Severity: detect.Medium, SessionType: fmt.Sprint("bot", i)})
	}
	s.Finding(&detect.Finding{Detector: "tool_diversity", Severity: detect.Medium, SessionType: "bot4"})
	s.Finding(&detect.Finding{Detector: "rug_pull", Severity: detect.Critical, SessionType: "bot60"})
	assert.Equal(t, map[string]float64{
		"[tool_diversity medium bot0]": 1, "[tool_diversity medium bot1]": 1, "[tool_diversity medium bot2]": 1,
		"[tool_diversity medium bot3]": 1, "[tool_diversity medium bot4]": 2,
		"[tool_diversity medium " + otherTypes + "]": 45, "[rug_pull critical " + otherTypes + "]": 1,
	}, findings(s))
	assert.False(t, s.findings.family.Overflowing())
}

func TestFindingsWithoutTheSessionType(t *testing.T) {
	s := NewSet(10, time.Minute, &Dimensions{Drop: []string{schema.SessionType}})
	for i := range 50 {
		s.Finding(&detect.Finding{Detector: "tool_diversity", Severity: detect.Medium, SessionType: fmt.Sprint("bot", i)})
	}
	assert.Equal(t, map[string]float64{"[tool_diversity medium]": 50}, findings(s))
}
