// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// set stores one attribute in the event's field for it; other keys are not for us.
func set(ev *detect.Event, key string, v pcommon.Value) {
	if field := stringField(ev, key); field != nil {
		*field = detect.Name(str(v))
		return
	}
	switch key {
	case schema.GenAIToolArguments:
		ev.Arguments = text(v)
	case schema.GenAIToolResult:
		ev.Result = text(v)
	case schema.Duration:
		ev.Duration, ev.HasDuration = number(v)
	case schema.HTTPStatusCode:
		ev.HTTPStatus = int(integer(v))
	case schema.RequestSize:
		ev.RequestSize = integer(v)
	case schema.ResponseSize:
		ev.ResponseSize = integer(v)
	case schema.HeaderMismatch:
		ev.HeaderMismatch = v.Type() == pcommon.ValueTypeSlice && v.Slice().Len() > 0
	case schema.CaptureTruncated:
		ev.Truncated, _ = boolean(v)
	case schema.UserVerified:
		ev.UserVerified, _ = boolean(v)
	case schema.AuthPresent:
		ev.AuthPresent, ev.HasAuth = boolean(v)
	case schema.ToolReadOnly:
		ev.Annotations.ReadOnly, ev.Annotations.HasReadOnly = boolean(v)
	case schema.ToolDestructive:
		ev.Annotations.Destructive, ev.Annotations.HasDestructive = boolean(v)
	case schema.ToolOpenWorld:
		ev.Annotations.OpenWorld, ev.Annotations.HasOpenWorld = boolean(v)
	case schema.ToolsInventory:
		readInventory(ev, v)
	}
}

func stringField(ev *detect.Event, key string) *string {
	switch key {
	case schema.MCPMethodName:
		return &ev.Method
	case schema.GenAIToolName:
		return &ev.Tool
	case schema.GenAIPromptName:
		return &ev.Prompt
	case schema.MCPResourceURI:
		return &ev.ResourceURI
	case schema.JSONRPCRequestID:
		return &ev.RequestID
	case schema.ServerName:
		return &ev.Server
	case schema.ServerVersion:
		return &ev.ServerVersion
	case schema.Direction:
		return &ev.Direction
	case schema.Transport:
		return &ev.Transport
	case schema.Outcome:
		return &ev.Outcome
	case schema.ErrorType:
		return &ev.ErrorType
	case schema.RPCStatusCode:
		return &ev.RPCStatus
	case schema.ParamsHash:
		return &ev.ParamsHash
	case schema.ToolsHash:
		return &ev.ToolsHash
	}
	return whoField(ev, key)
}

func whoField(ev *detect.Event, key string) *string {
	switch key {
	case schema.UserID:
		return &ev.User
	case schema.GenAIAgentName:
		return &ev.Agent
	case schema.ClientAddress:
		return &ev.ClientAddress
	case schema.ClientName:
		return &ev.ClientName
	case schema.ClientFingerprint:
		return &ev.ClientFingerprint
	case schema.UserAgent:
		return &ev.UserAgent
	case schema.AuthScheme:
		return &ev.AuthScheme
	case schema.AuthTokenHash:
		return &ev.AuthTokenHash
	case schema.MCPSessionID:
		return &ev.TransportSession
	case schema.SessionKey:
		return &ev.SessionKey
	case schema.SessionKeySource:
		return &ev.SessionKeySource
	case schema.SessionType:
		return &ev.SessionType
	case schema.SessionEndReason:
		return &ev.SessionEndReason
	}
	return nil
}
