// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"encoding/json"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Limits on lists that come with a record.
const (
	maxFacts = 256
	maxTools = 1024
)

// readDLP reads the parallel lists of the dlp processor. A list that is shorter than the rules gives empty entries.
func readDLP(ev *detect.Event, attrs pcommon.Map) {
	rules, categories, actions := list(attrs, schema.DLPRules), list(attrs, schema.DLPCategories), list(attrs, schema.DLPActions)
	fields, counts := list(attrs, schema.DLPFields), list(attrs, schema.DLPCounts)
	for i := range min(rules.Len(), maxFacts) {
		ev.DLP = append(ev.DLP, detect.DLPFact{
			Rule: str(rules.At(i)), Category: itemAt(categories, i), Action: itemAt(actions, i), Field: itemAt(fields, i), Count: countAt(counts, i),
		})
	}
}

func readInjection(ev *detect.Event, attrs pcommon.Map) {
	score, ok := attrs.Get(schema.DLPInjectionScore)
	if !ok {
		return
	}
	ev.HasDLP = true
	ev.Injection.Score, _ = number(score)
	ev.Injection.Cues = texts(ev.Injection.Cues, list(attrs, schema.DLPInjectionCues))
	ev.Injection.Fields = texts(ev.Injection.Fields, list(attrs, schema.DLPInjectionFields))
}

func list(attrs pcommon.Map, key string) pcommon.Slice {
	if v, ok := attrs.Get(key); ok && v.Type() == pcommon.ValueTypeSlice {
		return v.Slice()
	}
	return pcommon.NewSlice()
}

func itemAt(s pcommon.Slice, i int) string {
	if i >= s.Len() {
		return ""
	}
	return str(s.At(i))
}

func countAt(s pcommon.Slice, i int) int64 {
	if i >= s.Len() {
		return 1
	}
	return integer(s.At(i))
}

func texts(dst []string, s pcommon.Slice) []string {
	for i := range min(s.Len(), maxFacts) {
		dst = append(dst, str(s.At(i)))
	}
	return dst
}

// readInventory reads a server's tools: a list of objects, as values or as JSON text.
func readInventory(ev *detect.Event, v pcommon.Value) {
	var tools []struct {
		Name        string          `json:"name"`
		Hash        string          `json:"hash"`
		Description string          `json:"description"`
		InputSchema json.RawMessage `json:"inputSchema"`
	}
	if json.Unmarshal([]byte(text(v)), &tools) != nil {
		return
	}
	for _, t := range tools[:min(len(tools), maxTools)] {
		ev.Tools = append(ev.Tools, detect.ToolDef{Name: t.Name, Hash: t.Hash, Description: t.Description, InputSchema: string(t.InputSchema)})
	}
}
