// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// Annotations are the marks on the time axis.
type Annotations struct {
	List []Annotation `json:"list"`
}

// Annotation draws events on every panel.
type Annotation struct {
	BuiltIn         int        `json:"builtIn,omitempty"`
	Datasource      Datasource `json:"datasource"`
	Enable          bool       `json:"enable"`
	Hide            bool       `json:"hide"`
	IconColor       string     `json:"iconColor"`
	Name            string     `json:"name"`
	TagKeys         string     `json:"tagKeys,omitempty"`
	Target          *Target    `json:"target,omitempty"`
	TextFormat      string     `json:"textFormat,omitempty"`
	TitleFormat     string     `json:"titleFormat,omitempty"`
	Type            string     `json:"type,omitempty"`
	UseValueForTime bool       `json:"useValueForTime,omitempty"`
}

func builtInAnnotation() Annotation {
	return Annotation{
		BuiltIn:    1,
		Datasource: Datasource{"grafana", "-- Grafana --"},
		Enable:     true,
		Hide:       true,
		IconColor:  "rgba(0, 211, 255, 1)",
		Name:       "Annotations & Alerts",
		Type:       "dashboard",
	}
}

// Marks shows where a Prometheus expression is above zero.
func Marks(name, color, expr, tags, title string) Annotation {
	return Annotation{
		Datasource: Prometheus, Enable: true, IconColor: color, Name: name, TagKeys: tags, TitleFormat: title,
		Target: &Target{Datasource: Prometheus, EditorMode: "code", Expr: expr, Range: true, RefID: "Anno"},
	}
}
