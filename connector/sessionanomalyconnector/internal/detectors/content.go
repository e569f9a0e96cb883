// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// contentSpec is the section of a detector that looks at content. All of one engine share one tracker, so that each event is
// looked at once.
type contentSpec struct {
	contentBuilder
	shared *content.Config
}

type contentBuilder interface {
	Validate() error
	enabled() bool
	buildWith(tracker *content.Tracker) detect.Detector
}

var _ spec = contentSpec{}

func (s contentSpec) build(setup *detect.Setup) (detect.Detector, error) {
	tracker, err := detect.Share(setup, "content", func() (*content.Tracker, error) { return content.NewTracker(*s.shared, setup) })
	if err != nil {
		return nil, err
	}
	return s.buildWith(tracker), nil
}

// timeline is the session's recent calls with the roles that a flow gives them: where the content was read, which result
// said where to send it, and the call at hand.
func timeline(s *detect.Session, read, told *content.Source) []detect.Call {
	calls := s.Recent()
	for i := range calls {
		c := &calls[i]
		switch {
		case i == len(calls)-1:
			c.Role = "sent the content"
		case is(c, read) && is(c, told):
			c.Role = "returned the content and named the destination"
		case is(c, read):
			c.Role = "returned the content"
		case is(c, told):
			c.Role = "named the destination"
		}
	}
	return calls
}

func is(c *detect.Call, src *content.Source) bool {
	return src != nil && c.Tool == src.Tool && c.Server == src.Server && c.Time.Equal(src.Time)
}
