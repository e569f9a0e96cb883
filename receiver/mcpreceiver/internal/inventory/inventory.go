// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package inventory puts the pages of tools/list together and hashes what a server says of its tools.
package inventory

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/canonical"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

const (
	// maxTools of one inventory. What a server lists past it is not looked at.
	maxTools = 2000
	// maxLists that may be under way at once with one server.
	maxLists = 64
	// maxAge after which a list nobody went on with is forgotten.
	maxAge = 10 * time.Minute
	// maxName bounds a tool's name.
	maxName = 256
)

// Lists are the tools/list calls under way with one server. The zero value is ready.
type Lists struct {
	// partial holds what was listed so far, by the cursor that leads on.
	partial map[string]*part
}

type part struct {
	tools []audit.Tool
	at    time.Time
}

// Page takes one page: the cursor it was asked with, the cursor that leads on, and the raw list. It returns the whole
// list after the last page.
func (l *Lists) Page(cursor, next string, raw []byte, at time.Time) (tools []audit.Tool, complete bool) {
	if cursor != "" {
		before := l.partial[cursor]
		if before == nil {
			return nil, false // the first pages were not seen
		}
		delete(l.partial, cursor)
		tools = before.tools
	}
	tools = appendTools(tools, raw)
	if next == "" {
		return tools, true
	}
	l.remember(next, &part{tools, at})
	return nil, false
}

func (l *Lists) remember(next string, p *part) {
	if l.partial == nil {
		l.partial = map[string]*part{}
	}
	for cursor, other := range l.partial {
		if p.at.Sub(other.at) > maxAge || len(l.partial) >= maxLists {
			delete(l.partial, cursor)
		}
	}
	l.partial[next] = p
}

func appendTools(tools []audit.Tool, raw []byte) []audit.Tool {
	_ = jsonrpc.Split(raw, maxTools-len(tools), func(def []byte) { // a malformed rest is left out
		if name := jsonrpc.Text(jsonrpc.Get(def, "name")); name != "" && len(name) <= maxName {
			def = bytes.Clone(def)
			tools = append(tools, audit.Tool{Name: name, Hash: hashOf(def), Hints: readHints(jsonrpc.Get(def, "annotations")), Raw: def})
		}
	})
	return tools
}

// readHints applies the defaults of the specification: a tool that says nothing may do anything.
func readHints(annotations []byte) audit.Hints {
	h := audit.Hints{Destructive: true, OpenWorld: true}
	for m := jsonrpc.MembersOf(annotations); ; {
		key, value, ok := m.Next()
		if !ok {
			break
		}
		switch string(key) {
		case "readOnlyHint":
			h.ReadOnly = jsonrpc.IsTrue(value)
		case "destructiveHint":
			h.Destructive = jsonrpc.IsTrue(value)
		case "openWorldHint":
			h.OpenWorld = jsonrpc.IsTrue(value)
		}
	}
	h.Destructive = h.Destructive && !h.ReadOnly
	return h
}

func hashOf(raw []byte) string {
	canon, err := canonical.JSON(raw)
	if err != nil {
		canon = raw
	}
	return sum(canon)
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(h[:])
}

// Hash is one hash over all tools, whatever order they came in.
func Hash(tools []audit.Tool) string {
	lines := make([]string, len(tools))
	for i := range tools {
		lines[i] = tools[i].Name + "\x00" + tools[i].Hash + "\n"
	}
	slices.Sort(lines)
	var b bytes.Buffer
	for _, line := range lines {
		b.WriteString(line)
	}
	return sum(b.Bytes())
}
