// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// set stores one attribute in the event's field for it; other keys are not for us.
func set(ev *detect.Event, key string, v pcommon.Value) { store(ev, fields[key], v) }

func store(ev *detect.Event, f field, v pcommon.Value) {
	if s := stringAt(ev, f); s != nil {
		*s = detect.Name(str(v))
		return
	}
	switch f {
	case fieldArguments:
		ev.Arguments = text(v)
	case fieldResult:
		ev.Result = text(v)
	case fieldDuration:
		ev.Duration, ev.HasDuration = number(v)
	case fieldHTTPStatus:
		ev.HTTPStatus = int(integer(v))
	case fieldRequestSize:
		ev.RequestSize = integer(v)
	case fieldResponseSize:
		ev.ResponseSize = integer(v)
	case fieldHeaderMismatch:
		ev.HeaderMismatch = v.Type() == pcommon.ValueTypeSlice && v.Slice().Len() > 0
	case fieldTruncated:
		ev.Truncated, _ = boolean(v)
	case fieldUserVerified:
		ev.UserVerified, _ = boolean(v)
	case fieldAuthPresent:
		ev.AuthPresent, ev.HasAuth = boolean(v)
	case fieldReadOnly:
		ev.Annotations.ReadOnly, ev.Annotations.HasReadOnly = boolean(v)
	case fieldDestructive:
		ev.Annotations.Destructive, ev.Annotations.HasDestructive = boolean(v)
	case fieldOpenWorld:
		ev.Annotations.OpenWorld, ev.Annotations.HasOpenWorld = boolean(v)
	case fieldInventory:
		readInventory(ev, v)
	}
}
