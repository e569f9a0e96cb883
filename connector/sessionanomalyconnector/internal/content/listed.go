// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// maxParamNames is how many parameters of a tool are looked at.
const maxParamNames = 64

// list classifies the tools of a server's list by their schemas and descriptions, which no call shows: the first call of a tool
// need not use all it can do. A tool of which they tell nothing waits for its first call, which has its annotations.
func (t *Tracker) list(env *detect.Env, ev *detect.Event) {
	for i := range ev.Tools {
		def := &ev.Tools[i]
		if def.Name == "" || t.known[toolKey{ev.Server, def.Name}] != nil {
			continue
		}
		tool := toolclass.Tool{Server: ev.Server, Name: def.Name, Description: def.Description, Params: paramsOf(def.InputSchema)}
		c, origin := t.classes.Classify(tool)
		if origin == toolclass.FromNothing {
			continue
		}
		if len(t.known) >= t.cfg.MaxTools {
			env.Drop("tool_classes_full", int64(len(ev.Tools)-i))
			return
		}
		t.know(env, ev.Server, def.Name, c)
		env.ToolClass(ev.Server, def.Name, string(origin)+":"+c.String())
	}
}

// paramsOf lists the parameters that a JSON schema names, in order.
func paramsOf(inputSchema string) []string {
	var s struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if json.Unmarshal([]byte(inputSchema), &s) != nil {
		return nil
	}
	names := slices.Sorted(maps.Keys(s.Properties))
	return names[:min(len(names), maxParamNames)]
}
