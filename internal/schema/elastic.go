// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding/json"
	"fmt"
)

// elasticTypes are Elasticsearch's types of ours. A list has the type of what is in it. What is structured is stored as text, by
// configs/siem/elastic.yaml, and may be long: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types
var elasticTypes = map[string]string{
	"string": "keyword", "string[]": "keyword", "int": "long", "int[]": "long", "double": "double", "boolean": "boolean", "any": "match_only_text",
}

// ElasticTemplate returns configs/siem/elastic-template.json: the index template for the data streams of configs/siem/elastic.yaml.
// It stands above Elasticsearch's own for logs, takes in the same parts, and names the type of every key, so that a query may ask
// for one that no record has had yet.
func ElasticTemplate() ([]byte, error) {
	properties := map[string]any{}
	for _, k := range Keys {
		kind, ok := elasticTypes[k.Type]
		if !ok {
			return nil, fmt.Errorf("%s: no type for %s", k.Name, k.Type)
		}
		properties[k.Name] = map[string]string{"type": kind}
	}
	out, err := json.MarshalIndent(map[string]any{
		"_meta":                              map[string]string{"description": "Audit events and findings of otelcol-mcp; generated from internal/schema"},
		"index_patterns":                     []string{"logs-mcp.*-*"},
		"priority":                           200,
		"data_stream":                        map[string]any{},
		"composed_of":                        []string{"logs@mappings", "logs@settings", "ecs@mappings", "logs@custom"},
		"ignore_missing_component_templates": []string{"logs@custom"},
		"template":                           map[string]any{"mappings": map[string]any{"properties": properties}},
	}, "", "  ")
	return append(out, '\n'), err
}
