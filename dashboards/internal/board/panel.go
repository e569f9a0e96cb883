// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// Panel is one rectangle of a dashboard.
type Panel struct {
	Collapsed       *bool            `json:"collapsed,omitempty"`
	Datasource      *Datasource      `json:"datasource,omitempty"`
	Description     string           `json:"description,omitempty"`
	FieldConfig     *FieldConfig     `json:"fieldConfig,omitempty"`
	GridPos         GridPos          `json:"gridPos"`
	ID              int              `json:"id"`
	Interval        string           `json:"interval,omitempty"`
	Links           []Link           `json:"links,omitempty"`
	Options         map[string]any   `json:"options,omitempty"`
	Panels          []*Panel         `json:"panels,omitzero"`
	Targets         []Target         `json:"targets,omitempty"`
	Title           string           `json:"title"`
	Transformations []Transformation `json:"transformations,omitempty"`
	Type            string           `json:"type"`
}

// GridPos is a place on the grid of 24 columns.
type GridPos struct {
	H int `json:"h"`
	W int `json:"w"`
	X int `json:"x"`
	Y int `json:"y"`
}

// FieldConfig says how values look.
type FieldConfig struct {
	Defaults  Defaults   `json:"defaults"`
	Overrides []Override `json:"overrides"`
}

// Defaults hold for every series of a panel.
type Defaults struct {
	Color      map[string]any `json:"color,omitempty"`
	Custom     map[string]any `json:"custom,omitempty"`
	Decimals   *int           `json:"decimals,omitempty"`
	Links      []DataLink     `json:"links,omitempty"`
	Mappings   []any          `json:"mappings"`
	Max        *float64       `json:"max,omitempty"`
	Min        *float64       `json:"min,omitempty"`
	NoValue    string         `json:"noValue,omitempty"`
	Thresholds Thresholds     `json:"thresholds"`
	Unit       string         `json:"unit"`
}

// DataLink leads on from a value.
type DataLink struct {
	Title       string `json:"title"`
	URL         string `json:"url"`
	TargetBlank bool   `json:"targetBlank"`
}

// Thresholds colour a value by its size.
type Thresholds struct {
	Mode  string `json:"mode"`
	Steps []Step `json:"steps"`
}

// Step is a colour and the value from which it holds; the first has none.
type Step struct {
	Color string   `json:"color"`
	Value *float64 `json:"value"`
}

// Override changes how one series or column looks.
type Override struct {
	Matcher    Matcher    `json:"matcher"`
	Properties []Property `json:"properties"`
}

// Matcher picks the fields of an override.
type Matcher struct {
	ID      string `json:"id"`
	Options string `json:"options"`
}

// Property is one setting of an override.
type Property struct {
	ID    string `json:"id"`
	Value any    `json:"value"`
}

// Transformation reshapes a query's answer.
type Transformation struct {
	ID      string         `json:"id"`
	Options map[string]any `json:"options"`
}

// Target is one query.
type Target struct {
	BucketAggs   []map[string]any `json:"bucketAggs,omitzero"` // Elasticsearch; empty for documents
	Datasource   Datasource       `json:"datasource"`
	EditorMode   string           `json:"editorMode,omitempty"`
	Expr         string           `json:"expr,omitempty"`
	Format       string           `json:"format,omitempty"`
	Instant      bool             `json:"instant,omitempty"`
	LegendFormat string           `json:"legendFormat,omitempty"`
	MaxLines     int              `json:"maxLines,omitempty"`
	Metrics      []map[string]any `json:"metrics,omitempty"` // Elasticsearch
	Query        string           `json:"query,omitempty"`
	QueryType    string           `json:"queryType,omitempty"`
	Range        bool             `json:"range,omitempty"`
	RefID        string           `json:"refId"`
	TimeField    string           `json:"timeField,omitempty"`
}
