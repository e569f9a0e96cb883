// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "github.com/cespare/xxhash/v2"

// ToolName names a tool, in storage that sessions share, with what is made of the name again and again.
type ToolName struct {
	Server, Tool string

	label string
	hash  uint32
}

func newToolName(server, tool string) *ToolName {
	return &ToolName{
		Server: server, Tool: tool, label: server + "/" + tool, hash: uint32(xxhash.Sum64String(server) ^ xxhash.Sum64String(tool)*3),
	}
}

// Label names the tool for people, with its server.
func (t *ToolName) Label() string { return t.label }

// Hash tells tools apart, nearly always.
func (t *ToolName) Hash() uint32 { return t.hash }

// ToolUse is one tool of a session.
type ToolUse struct {
	*ToolName
	Calls int64
}
