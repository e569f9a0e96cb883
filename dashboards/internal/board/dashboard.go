// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

import (
	"bytes"
	"encoding/json"
)

// schemaVersion 39 is Grafana 11's; Grafana 12 migrates it silently.
const schemaVersion = 39

// Tag is on every dashboard; the links between them follow it.
const Tag = "otelcol-mcp"

// Dashboard is one file.
type Dashboard struct {
	Annotations   Annotations `json:"annotations"`
	Description   string      `json:"description"`
	Editable      bool        `json:"editable"`
	GraphTooltip  int         `json:"graphTooltip"` // 1: one crosshair over all panels
	ID            *int        `json:"id"`
	Links         []Link      `json:"links"`
	Panels        []*Panel    `json:"panels"`
	Refresh       string      `json:"refresh"`
	SchemaVersion int         `json:"schemaVersion"`
	Tags          []string    `json:"tags"`
	Templating    Templating  `json:"templating"`
	Time          Time        `json:"time"`
	Timepicker    struct{}    `json:"timepicker"`
	Timezone      string      `json:"timezone"`
	Title         string      `json:"title"`
	UID           string      `json:"uid"`
	Version       int         `json:"version"`
	WeekStart     string      `json:"weekStart"`
}

// Time is the range a dashboard opens with.
type Time struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Link leads from a dashboard, a panel or a value to somewhere else.
type Link struct {
	AsDropdown  bool     `json:"asDropdown"`
	Icon        string   `json:"icon"`
	IncludeVars bool     `json:"includeVars"`
	KeepTime    bool     `json:"keepTime"`
	Tags        []string `json:"tags"`
	TargetBlank bool     `json:"targetBlank"`
	Title       string   `json:"title"`
	Tooltip     string   `json:"tooltip"`
	Type        string   `json:"type"`
	URL         string   `json:"url"`
}

// New starts a dashboard with the links that every one has.
func New(uid, title, description string) *Dashboard {
	return &Dashboard{
		Annotations:   Annotations{List: []Annotation{builtInAnnotation()}},
		Description:   description,
		Editable:      true,
		GraphTooltip:  1,
		Links:         []Link{siblings(), runbooks()},
		Refresh:       "30s",
		SchemaVersion: schemaVersion,
		Tags:          []string{Tag, "mcp", "security"},
		Time:          Time{From: "now-6h", To: "now"},
		Timezone:      "browser",
		Title:         title,
		UID:           uid,
		Version:       1,
	}
}

// JSON is the file's content.
func (d *Dashboard) JSON() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(d)
	return out.Bytes(), err
}

func siblings() Link {
	return Link{
		Icon: "external link", IncludeVars: true, KeepTime: true, Tags: []string{Tag},
		Title: "MCP dashboards", Tooltip: "The other dashboards, with the same filters and time", Type: "dashboards",
	}
}

func runbooks() Link {
	return Link{
		Icon: "doc", Tags: []string{}, TargetBlank: true, Title: "Runbooks", Tooltip: "What to do when an alert fires", Type: "link",
		URL: "https://github.com/otelcol-mcp/otelcol-mcp/tree/main/docs/runbooks",
	}
}
