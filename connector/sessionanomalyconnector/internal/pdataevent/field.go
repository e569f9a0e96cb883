// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"math"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// field is what an attribute is for. The first ones are names.
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

// guesses has what was last at each place that was for us.
type guesses struct {
	places [maxGuessed]field

	// What the dlp processor says in lists, of the record that is read.
	findings int64
	scored   bool
}

// fieldOf says what the attribute at a place is for.
func (g *guesses) fieldOf(place int, key string) field {
	if place < maxGuessed {
		if is := g.places[place]; attributes[is].key == key {
			return is
		}
	}
	return g.lookUp(place, key)
}

func (g *guesses) lookUp(place int, key string) field {
	is := fields[key]
	if is != fieldNone && place < maxGuessed {
		g.places[place] = is
	}
	return is
}

// attribute is one that is for us. A text that is not longer than the longest is stored as it is, at an offset in the event:
// to choose among so many fields for each attribute takes longer than to store it.
type attribute struct {
	key     string
	longest uint // 0 for what is no text
	offset  uintptr
}

// attributes is fields the other way round.
var attributes = func() (attributes [math.MaxUint8 + 1]attribute) {
	for key, is := range fields {
		attributes[is].key = key
	}
	var ev detect.Event
	for f := fieldNone + 1; f <= lastName; f++ {
		attributes[f].longest = detect.MaxName
		attributes[f].offset = uintptr(unsafe.Pointer(stringAt(&ev, f))) - uintptr(unsafe.Pointer(&ev)) //nolint:gosec // G103: both are of one event.
	}
	attributes[fieldArguments].longest, attributes[fieldArguments].offset = math.MaxInt, unsafe.Offsetof(ev.Arguments)
	attributes[fieldResult].longest, attributes[fieldResult].offset = math.MaxInt, unsafe.Offsetof(ev.Result)
	return attributes
}()

// takes reports whether a text is stored as it is. An empty one is not, as it is of another type perhaps.
func (a *attribute) takes(s string) bool { return uint(len(s))-1 < a.longest }

// textOf is the event's field for the text.
func (a *attribute) textOf(ev *detect.Event) *string {
	return (*string)(unsafe.Add(unsafe.Pointer(ev), a.offset)) //nolint:gosec // G103: the place of a string within the event.
}

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
