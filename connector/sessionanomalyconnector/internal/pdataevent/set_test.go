// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func TestNamesAreBoundedAndContentIsNot(t *testing.T) {
	long := pcommon.NewValueStr(strings.Repeat("x", 1<<20))
	var ev detect.Event
	for _, key := range []string{schema.GenAIToolName, schema.UserID, schema.SessionKey, schema.GenAIToolArguments} {
		set(&ev, key, long)
	}
	assert.Len(t, ev.Tool, detect.MaxName)
	assert.Equal(t, ev.Tool, ev.User)
	assert.Equal(t, ev.Tool, ev.SessionKey)
	assert.Len(t, ev.Arguments, 1<<20)
}
