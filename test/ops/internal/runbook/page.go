// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package runbook reads the runbooks and evaluates the conditions of their LogQL, as far as those queries go: a list of
// conditions on fields, all of which must hold.
package runbook

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Block is a code block of a page and what its fence says about it.
type Block struct {
	Step string // the heading it is under
	Lang string
	Tags []string
	Code string
}

// Is says whether the fence has the tag.
func (b Block) Is(tag string) bool { return slices.Contains(b.Tags, tag) }

var fence = regexp.MustCompile("^```(\\S+) ?(.*)$")

// Blocks returns the code blocks of a page.
func Blocks(t *testing.T, path string) []Block {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []Block
	var open *Block
	step := ""
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSuffix(line, "\n")
		switch m := fence.FindStringSubmatch(line); {
		case open != nil && line == "```":
			out = append(out, *open)
			open = nil
		case open != nil:
			open.Code += line + "\n"
		case m != nil:
			open = &Block{Step: step, Lang: m[1], Tags: strings.Fields(m[2])}
		case strings.HasPrefix(line, "#"):
			step = strings.TrimLeft(line, "# ")
		}
	}
	require.Nil(t, open, "%s: a code block is not closed", path)
	return out
}

// Fill puts values in place of the words in capitals.
func Fill(code string, values map[string]string) string {
	for name, value := range values {
		code = strings.ReplaceAll(code, `"`+name+`"`, `"`+value+`"`)
	}
	return code
}

var row = regexp.MustCompile("(?m)^\\| `([a-z_.]+)` \\| (\\S+) \\|")

// Keys are the attribute keys of docs/schema.md with their types, and what stores call a record's event.
func Keys(t *testing.T, schema string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(schema)
	require.NoError(t, err)
	keys := map[string]string{"event": "string"}
	for _, m := range row.FindAllStringSubmatch(string(content), -1) {
		keys[m[1]] = m[2]
	}
	return keys
}
