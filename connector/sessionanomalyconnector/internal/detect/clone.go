// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"slices"
	"strings"
)

// Clone returns a copy that shares no memory with the event or its record.
func (e *Event) Clone() *Event {
	c := *e
	for _, s := range []*string{
		&c.Name, &c.Method, &c.Tool, &c.Prompt, &c.ResourceURI, &c.Server, &c.ServerVersion, &c.Direction, &c.Transport,
		&c.Outcome, &c.ErrorType, &c.RPCStatus, &c.ParamsHash, &c.RequestID, &c.Arguments, &c.Result, &c.User, &c.Agent,
		&c.ClientAddress, &c.ClientName, &c.ClientFingerprint, &c.UserAgent, &c.AuthScheme, &c.AuthTokenHash,
		&c.TransportSession, &c.SessionKey, &c.SessionKeySource, &c.SessionType, &c.SessionEndReason, &c.ToolsHash,
	} {
		*s = strings.Clone(*s)
	}
	c.Tools, c.DLP, c.Signals = slices.Clone(c.Tools), slices.Clone(c.DLP), slices.Clone(c.Signals)
	c.Injection.Cues, c.Injection.Fields = slices.Clone(c.Injection.Cues), slices.Clone(c.Injection.Fields)
	c.Extra = slices.Clone(c.Extra)
	for i, v := range c.Extra {
		c.Extra[i] = strings.Clone(v)
	}
	c.arguments, c.result = leafCache{}, leafCache{}
	return &c
}
