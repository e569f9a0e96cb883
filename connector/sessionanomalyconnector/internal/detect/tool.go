// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "github.com/cespare/xxhash/v2"

// ToolName names a tool, in storage that sessions share, with what is made of the name again and again.
type ToolName struct {
	Server, Tool string

	label string
	hash  uint32
	ended []ended
}

// ended is how calls of a tool ended, with the number of their names.
type ended struct {
	outcome string
	number  uint32
}

// maxEnded bounds the outcomes of one tool that are looked up without hashing.
const maxEnded = 8

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

// callOf gives the number of the names of a call of this tool, 0 where there is no room for more.
func (t *ToolName) callOf(n names, in *Interner) uint32 {
	for i := range t.ended {
		if t.ended[i].outcome == n.outcome {
			return t.ended[i].number
		}
	}
	number := in.names(n)
	if number != 0 && len(t.ended) < maxEnded {
		t.ended = append(t.ended, ended{in.numbered(uint64(number)).outcome, number})
	}
	return number
}
