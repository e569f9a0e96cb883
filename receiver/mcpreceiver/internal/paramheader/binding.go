// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package paramheader compares the Mcp-Param-… headers of a tools/call with its arguments. A tool's inputSchema says with
// x-mcp-header which argument a client mirrors into which header (MCP 2026-07-28, custom headers from tool parameters), so
// that gateways can route without reading bodies. Where the two differ, a gateway and the server see two different calls.
package paramheader

import (
	"net/http"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

const (
	prefix     = "Mcp-Param-"
	annotation = "x-mcp-header"
	// maxBindings of one tool. A schema with more is not compared.
	maxBindings = 64
	// maxDepth is how deep in an object an annotated argument may lie.
	maxDepth = 8
	// maxName bounds the name of a header.
	maxName = 128
)

// Bindings says which arguments of a tool are mirrored into which headers. The zero value binds nothing.
type Bindings struct {
	headers []string // as net/http spells them: Mcp-Param-Region
	root    node
}

// node is a property on the way to bound ones.
type node struct {
	header int // its place among the headers, or -1
	place  int // among its siblings
	below  map[string]*node
}

// Of returns what an inputSchema binds. Only properties reached through properties alone count. A schema that breaks the
// rules binds nothing: clients must not use such a tool.
func Of(schema []byte) *Bindings {
	b := &Bindings{root: node{header: -1}}
	w := walker{bindings: b, seen: map[string]bool{}}
	if w.object(schema, &b.root, 0); w.invalid || len(b.headers) == 0 {
		return nil
	}
	return b
}

type walker struct {
	bindings *Bindings
	seen     map[string]bool
	invalid  bool
}

// object adds the properties of a schema that are bound, or on the way to bound ones.
func (w *walker) object(schema []byte, n *node, depth int) {
	if depth == maxDepth {
		return
	}
	for m := jsonrpc.MembersOf(jsonrpc.Get(schema, "properties")); ; {
		key, property, ok := m.Next()
		if !ok || w.invalid {
			return
		}
		child := &node{header: w.property(property), place: len(n.below)}
		if w.object(property, child, depth+1); child.header < 0 && len(child.below) == 0 {
			continue
		}
		if n.below == nil {
			n.below = map[string]*node{}
		}
		if n.below[string(key)] != nil {
			w.invalid = true // two properties of one name
			return
		}
		n.below[string(key)] = child
	}
}

// property returns the place of the header that a property is mirrored into, or -1.
func (w *walker) property(property []byte) int {
	raw := jsonrpc.Get(property, annotation)
	if raw == nil {
		return -1
	}
	name := jsonrpc.Text(raw)
	header := http.CanonicalHeaderKey(prefix + name)
	all := &w.bindings.headers
	if !token(name) || w.seen[header] || len(*all) == maxBindings || !primitive(jsonrpc.Text(jsonrpc.Get(property, "type"))) {
		w.invalid = true
		return -1
	}
	w.seen[header] = true
	*all = append(*all, header)
	return len(*all) - 1
}

// primitive says whether an argument of a type may be mirrored. The specification has no number among them; the published
// conformance suite and the SDKs do.
func primitive(kind string) bool {
	switch kind {
	case "string", "integer", "boolean", "number":
		return true
	}
	return false
}

// token says whether a name can be part of a header's (RFC 9110, section 5.6.2).
func token(name string) bool {
	if name == "" || len(name) > maxName {
		return false
	}
	for _, c := range []byte(name) {
		alphanumeric := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !alphanumeric && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return true
}
