// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestCompleteIsDeterministic(t *testing.T) {
	ev := call(time.Unix(1000, 0), "crm", "read")
	ev.SessionKey = "s1"
	s := NewSession("s1", nil)
	s.Update(ev, NewInterner())
	a, b := Finding{Detector: "tool_diversity"}, Finding{Detector: "tool_diversity"}
	a.Complete(ev, s)
	b.Complete(ev, s)
	assert.Equal(t, a, b)
	assert.Equal(t, "tool_diversity|s1", a.DedupKey)
	assert.Equal(t, "read", a.Tool)
	assert.Len(t, a.Evidence, 1)
	assert.NotEmpty(t, a.Refs.OWASPAgentic)
}

func TestCompleteWithoutSession(t *testing.T) {
	f := Finding{Detector: "auth_failure_burst"}
	f.Complete(&Event{Time: time.Unix(1000, 0), ClientAddress: "192.0.2.7"}, nil)
	assert.Equal(t, "auth_failure_burst|192.0.2.7", f.DedupKey)
}

func TestEveryCataloguedDetectorHasACategory(t *testing.T) {
	for name, refs := range Catalogued() {
		assert.NotEmpty(t, refs.Category, name)
		assert.NotEmpty(t, refs.OWASPAgentic, name)
		assert.NotEmpty(t, refs.OWASPMCP, name)
	}
}
