// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/pdatajson"
)

// expectedAttributes is how many attributes a tool call usually has.
const expectedAttributes = 40

func putStr(attrs pcommon.Map, key, value string) {
	if value != "" {
		attrs.PutStr(key, value)
	}
}

func putInt(attrs pcommon.Map, key string, value int64) {
	if value != 0 {
		attrs.PutInt(key, value)
	}
}

// putEvent writes everything but captured content.
func putEvent(attrs pcommon.Map, ev *audit.Event) {
	attrs.EnsureCapacity(expectedAttributes)
	putStr(attrs, schema.MCPMethodName, ev.Method)
	putStr(attrs, schema.GenAIToolName, ev.Tool)
	putStr(attrs, schema.GenAIPromptName, ev.Prompt)
	putStr(attrs, schema.MCPResourceURI, ev.URI)
	if ev.Tool != "" {
		attrs.PutStr(schema.GenAIOperationName, "execute_tool")
	}
	putStr(attrs, schema.JSONRPCRequestID, ev.RequestID)
	putStr(attrs, schema.Outcome, ev.Outcome)
	putStr(attrs, schema.ErrorType, ev.ErrorType)
	putStr(attrs, schema.RPCStatusCode, ev.RPCStatus)
	putInt(attrs, schema.HTTPStatusCode, int64(ev.HTTPStatus))
	if ev.Name == schema.EventOperation || ev.Name == schema.EventTransportRejected || ev.Name == schema.EventSessionEnd {
		attrs.PutDouble(schema.Duration, ev.End.Sub(ev.Start).Seconds())
	}
	putStr(attrs, schema.Direction, ev.Direction)
	putInt(attrs, schema.RequestSize, ev.RequestSize)
	putInt(attrs, schema.ResponseSize, ev.ResponseSize)
	putStr(attrs, schema.ParamsHash, ev.ParamsHash)
	putStr(attrs, schema.ResultType, ev.ResultType)
	putStr(attrs, schema.CallID, ev.CallID)
	putInt(attrs, schema.CallRound, int64(ev.Round))
	if ev.Duplicates {
		attrs.PutBool(schema.DuplicateMembers, true)
	}
	switch ev.Name {
	case schema.EventSessionEnd:
		putStr(attrs, schema.SessionEndReason, ev.Reason)
	case schema.EventTransportRejected:
		putStr(attrs, schema.RefusalReason, ev.Reason)
	}
	if ev.Hints != nil {
		attrs.PutBool(schema.ToolReadOnly, ev.Hints.ReadOnly)
		attrs.PutBool(schema.ToolDestructive, ev.Hints.Destructive)
		attrs.PutBool(schema.ToolOpenWorld, ev.Hints.OpenWorld)
	}
	if len(ev.Mismatch) > 0 {
		list := attrs.PutEmptySlice(schema.HeaderMismatch)
		for _, name := range ev.Mismatch {
			list.AppendEmpty().SetStr(name)
		}
	}
	putSession(attrs, &ev.Session)
	putSource(attrs, ev.Source)
}

func putSession(attrs pcommon.Map, s *audit.Session) {
	putStr(attrs, schema.MCPSessionID, s.ID)
	putStr(attrs, schema.MCPProtocolVersion, s.ProtocolVersion)
	putStr(attrs, schema.SessionKey, s.Key)
	putStr(attrs, schema.SessionKeySource, s.KeySource)
	putStr(attrs, schema.ClientName, s.ClientName)
	putStr(attrs, schema.ClientVersion, s.ClientVersion)
	putStr(attrs, schema.ClientFingerprint, s.Fingerprint)
	putStr(attrs, schema.ServerVersion, s.ServerVersion)
}

func putSource(attrs pcommon.Map, src *audit.Source) {
	putStr(attrs, schema.ServerName, src.Server)
	putStr(attrs, schema.Transport, src.Transport)
	putStr(attrs, schema.NetworkTransport, src.Network)
	putStr(attrs, schema.NetworkProtocolName, src.Protocol)
	putStr(attrs, schema.NetworkProtocolVersion, src.ProtocolVersion)
	putStr(attrs, schema.ClientAddress, src.ClientAddress)
	putInt(attrs, schema.ClientPort, int64(src.ClientPort))
	putStr(attrs, schema.ServerAddress, src.ServerAddress)
	putInt(attrs, schema.ServerPort, int64(src.ServerPort))
	putStr(attrs, schema.UserAgent, src.UserAgent)
	putStr(attrs, schema.GenAIAgentName, src.Agent)
	if src.UserID != "" {
		attrs.PutStr(schema.UserID, src.UserID)
		attrs.PutBool(schema.UserVerified, src.UserVerified)
	}
	if src.AuthKnown {
		attrs.PutBool(schema.AuthPresent, src.AuthPresent)
		putStr(attrs, schema.AuthScheme, src.AuthScheme)
		putStr(attrs, schema.AuthTokenHash, src.AuthTokenHash)
	}
}

// putContent writes captured arguments and results.
func putContent(attrs pcommon.Map, ev *audit.Event) {
	structured := ev.Source.Capture.Structured
	putJSON(attrs, schema.GenAIToolArguments, ev.Arguments, structured && !ev.ArgumentsCut)
	putJSON(attrs, schema.GenAIToolResult, ev.Result, structured && !ev.ResultCut)
	if ev.ArgumentsCut || ev.ResultCut {
		attrs.PutBool(schema.CaptureTruncated, true)
	}
}

// putJSON writes a JSON value, structured if wanted and possible, else as its text.
func putJSON(attrs pcommon.Map, key string, raw []byte, structured bool) {
	if len(raw) == 0 {
		return
	}
	value := attrs.PutEmpty(key)
	if structured && pdatajson.Decode(raw, value) == nil {
		return
	}
	value.SetStr(validUTF8(raw))
}

func putInventory(attrs pcommon.Map, ev *audit.Event) {
	if ev.Name != schema.EventToolsInventory {
		return
	}
	attrs.PutStr(schema.ToolsHash, ev.ToolsHash)
	list := attrs.PutEmptySlice(schema.ToolsInventory)
	list.EnsureCapacity(len(ev.Tools))
	for i := range ev.Tools {
		tool := &ev.Tools[i]
		entry := list.AppendEmpty().SetEmptyMap()
		entry.PutStr("name", tool.Name)
		entry.PutStr("hash", tool.Hash)
		if len(tool.Raw) <= maxDefinition {
			putJSON(entry, "definition", tool.Raw, true)
		}
	}
}

// maxDefinition bounds a tool definition that goes into an inventory. The hash covers longer ones all the same.
const maxDefinition = 64 << 10
