// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// field is what an attribute is for. The first ones are strings, and the first of those names.
type field uint8

const (
	fieldNone field = iota
	fieldMethod
	fieldTool
	fieldPrompt
	fieldResourceURI
	fieldRequestID
	fieldServer
	fieldServerVersion
	fieldDirection
	fieldTransport
	fieldOutcome
	fieldErrorType
	fieldRPCStatus
	fieldParamsHash
	fieldToolsHash
	fieldUser
	fieldAgent
	fieldClientAddress
	fieldClientName
	fieldClientFingerprint
	fieldUserAgent
	fieldAuthScheme
	fieldAuthTokenHash
	fieldTransportSession
	fieldSessionKey
	fieldSessionKeySource
	fieldSessionType
	fieldSessionEndReason
	fieldArguments
	fieldResult
	fieldDuration
	fieldHTTPStatus
	fieldRequestSize
	fieldResponseSize
	fieldHeaderMismatch
	fieldTruncated
	fieldUserVerified
	fieldAuthPresent
	fieldReadOnly
	fieldDestructive
	fieldOpenWorld
	fieldInventory
	fieldDLPCount
	fieldInjectionScore

	lastName = fieldSessionEndReason
	lastText = fieldResult
)

// fields has the attributes that are for us.
var fields = map[string]field{
	schema.MCPMethodName:      fieldMethod,
	schema.GenAIToolName:      fieldTool,
	schema.GenAIPromptName:    fieldPrompt,
	schema.MCPResourceURI:     fieldResourceURI,
	schema.JSONRPCRequestID:   fieldRequestID,
	schema.ServerName:         fieldServer,
	schema.ServerVersion:      fieldServerVersion,
	schema.Direction:          fieldDirection,
	schema.Transport:          fieldTransport,
	schema.Outcome:            fieldOutcome,
	schema.ErrorType:          fieldErrorType,
	schema.RPCStatusCode:      fieldRPCStatus,
	schema.ParamsHash:         fieldParamsHash,
	schema.ToolsHash:          fieldToolsHash,
	schema.UserID:             fieldUser,
	schema.GenAIAgentName:     fieldAgent,
	schema.ClientAddress:      fieldClientAddress,
	schema.ClientName:         fieldClientName,
	schema.ClientFingerprint:  fieldClientFingerprint,
	schema.UserAgent:          fieldUserAgent,
	schema.AuthScheme:         fieldAuthScheme,
	schema.AuthTokenHash:      fieldAuthTokenHash,
	schema.MCPSessionID:       fieldTransportSession,
	schema.SessionKey:         fieldSessionKey,
	schema.SessionKeySource:   fieldSessionKeySource,
	schema.SessionType:        fieldSessionType,
	schema.SessionEndReason:   fieldSessionEndReason,
	schema.GenAIToolArguments: fieldArguments,
	schema.GenAIToolResult:    fieldResult,
	schema.Duration:           fieldDuration,
	schema.HTTPStatusCode:     fieldHTTPStatus,
	schema.RequestSize:        fieldRequestSize,
	schema.ResponseSize:       fieldResponseSize,
	schema.HeaderMismatch:     fieldHeaderMismatch,
	schema.CaptureTruncated:   fieldTruncated,
	schema.UserVerified:       fieldUserVerified,
	schema.AuthPresent:        fieldAuthPresent,
	schema.ToolReadOnly:       fieldReadOnly,
	schema.ToolDestructive:    fieldDestructive,
	schema.ToolOpenWorld:      fieldOpenWorld,
	schema.ToolsInventory:     fieldInventory,
	schema.DLPFindingsCount:   fieldDLPCount,
	schema.DLPInjectionScore:  fieldInjectionScore,
}

// maxGuessed is how many attributes of a record are guessed.
const maxGuessed = 64

// Reader fills events from records. Those of one producer carry the same keys in the same order: what an attribute is for is
// guessed from the record before, and looked up only where the guess is wrong. It is not safe for concurrent use.
type Reader struct {
	resource, record guesses
}

type guesses [maxGuessed]guess

// guess is what was last at a place: a key that is for us, in storage of our own.
type guess struct {
	key string
	is  field
}

// fieldOf says what the attribute at a place is for.
func (g *guesses) fieldOf(place int, key string) field {
	if place >= maxGuessed {
		return fields[key]
	}
	at := &g[place]
	if at.is != fieldNone && at.key == key {
		return at.is
	}
	is := fields[key]
	if is != fieldNone {
		*at = guess{keys[is], is}
	}
	return is
}

// keys is fields the other way round.
var keys = func() (keys [fieldInjectionScore + 1]string) {
	for key, is := range fields {
		keys[is] = key
	}
	return keys
}()

// takes reports whether a field is a text that is stored as it is.
func (f field) takes(s string) bool {
	return f != fieldNone && (f <= lastName && len(s) <= detect.MaxName || f > lastName && f <= lastText)
}

// textAt is the event's field for a text.
func textAt(ev *detect.Event, f field) *string {
	return (*string)(unsafe.Add(unsafe.Pointer(ev), offsets[f])) //nolint:gosec // G103: the place of a string within the event.
}

// offsets is where texts lie in an event: to choose among so many fields for each attribute takes longer than to store it.
var offsets = func() (offsets [lastText + 1]uintptr) {
	var ev detect.Event
	for f := fieldNone + 1; f <= lastName; f++ {
		offsets[f] = uintptr(unsafe.Pointer(stringAt(&ev, f))) - uintptr(unsafe.Pointer(&ev)) //nolint:gosec // G103: both are of one event.
	}
	offsets[fieldArguments], offsets[fieldResult] = unsafe.Offsetof(ev.Arguments), unsafe.Offsetof(ev.Result)
	return offsets
}()

// stringAt is the event's field for a name, nil for what is none.
func stringAt(ev *detect.Event, f field) *string {
	switch f {
	case fieldMethod:
		return &ev.Method
	case fieldTool:
		return &ev.Tool
	case fieldPrompt:
		return &ev.Prompt
	case fieldResourceURI:
		return &ev.ResourceURI
	case fieldRequestID:
		return &ev.RequestID
	case fieldServer:
		return &ev.Server
	case fieldServerVersion:
		return &ev.ServerVersion
	case fieldDirection:
		return &ev.Direction
	case fieldTransport:
		return &ev.Transport
	case fieldOutcome:
		return &ev.Outcome
	case fieldErrorType:
		return &ev.ErrorType
	case fieldRPCStatus:
		return &ev.RPCStatus
	case fieldParamsHash:
		return &ev.ParamsHash
	case fieldToolsHash:
		return &ev.ToolsHash
	case fieldUser:
		return &ev.User
	case fieldAgent:
		return &ev.Agent
	case fieldClientAddress:
		return &ev.ClientAddress
	case fieldClientName:
		return &ev.ClientName
	case fieldClientFingerprint:
		return &ev.ClientFingerprint
	case fieldUserAgent:
		return &ev.UserAgent
	case fieldAuthScheme:
		return &ev.AuthScheme
	case fieldAuthTokenHash:
		return &ev.AuthTokenHash
	case fieldTransportSession:
		return &ev.TransportSession
	case fieldSessionKey:
		return &ev.SessionKey
	case fieldSessionKeySource:
		return &ev.SessionKeySource
	case fieldSessionType:
		return &ev.SessionType
	case fieldSessionEndReason:
		return &ev.SessionEndReason
	default:
		return nil
	}
}
