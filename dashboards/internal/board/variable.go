// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

import "strings"

// Templating holds a dashboard's variables.
type Templating struct {
	List []Variable `json:"list"`
}

// Variable is a data source, a filter or a text box above the panels.
type Variable struct {
	AllValue    string      `json:"allValue,omitempty"`
	Current     Current     `json:"current"`
	Datasource  *Datasource `json:"datasource,omitempty"`
	Description string      `json:"description,omitempty"`
	Hide        int         `json:"hide"`
	IncludeAll  bool        `json:"includeAll"`
	Label       string      `json:"label"`
	Multi       bool        `json:"multi"`
	Name        string      `json:"name"`
	Options     []Current   `json:"options"`
	Query       any         `json:"query"`
	Refresh     int         `json:"refresh"` // 1: on load, 2: on time range change
	Regex       string      `json:"regex"`
	SkipURLSync bool        `json:"skipUrlSync"`
	Sort        int         `json:"sort"`
	Type        string      `json:"type"`
}

// Current is a variable's value.
type Current struct {
	Selected bool `json:"selected"`
	Text     any  `json:"text"`
	Value    any  `json:"value"`
}

// Datasource refers to a data source by type and uid; the uid is always a variable.
type Datasource struct {
	Type string `json:"type"`
	UID  string `json:"uid"`
}

// The data sources that dashboards use; each needs its variable (DatasourceVariable).
var (
	Prometheus    = Datasource{"prometheus", "${datasource}"}
	Loki          = Datasource{"loki", "${loki}"}
	Elasticsearch = Datasource{"elasticsearch", "${elasticsearch}"}
)

// DatasourceVariable lets the reader pick the data source.
func DatasourceVariable(ds Datasource, label string) Variable {
	return Variable{
		Current: Current{Text: "", Value: ""},
		Label:   label,
		Name:    ds.UID[2 : len(ds.UID)-1],
		Options: []Current{},
		Query:   ds.Type,
		Refresh: 1,
		Type:    "datasource",
	}
}

// LabelValues is a filter over the values of a Prometheus label. All of them means no filter, series without the label
// included.
func LabelValues(name, title, selector, label string) Variable {
	query := "label_values(" + selector + ", " + label + ")"
	return Variable{
		AllValue:   ".*",
		Current:    Current{Selected: true, Text: []string{"All"}, Value: []string{"$__all"}},
		Datasource: &Prometheus,
		IncludeAll: true,
		Label:      title,
		Multi:      true,
		Name:       name,
		Options:    []Current{},
		Query:      map[string]any{"qryType": 1, "query": query, "refId": "PrometheusVariableQueryEditor-VariableQuery"},
		Refresh:    2,
		Sort:       1,
		Type:       "query",
	}
}

// TextBox is free text, a session key for example.
func TextBox(name, title, description, value string) Variable {
	return Variable{
		Current:     Current{Selected: true, Text: value, Value: value},
		Description: description,
		Label:       title,
		Name:        name,
		Options:     []Current{{Selected: true, Text: value, Value: value}},
		Query:       value,
		Type:        "textbox",
	}
}

// Choice is a filter over fixed values; all is what choosing all of them stands for.
func Choice(name, title, all string, values []string) Variable {
	options := []Current{{Selected: true, Text: "All", Value: "$__all"}}
	for _, v := range values {
		options = append(options, Current{Text: v, Value: v})
	}
	return Variable{
		AllValue:   all,
		Current:    Current{Selected: true, Text: []string{"All"}, Value: []string{"$__all"}},
		IncludeAll: true,
		Label:      title,
		Multi:      true,
		Name:       name,
		Options:    options,
		Query:      strings.Join(values, ","),
		Type:       "custom",
	}
}

// LokiLabelValues is a filter over the values of a Loki label. All of them means any value that is not empty, since Loki
// wants one such matcher.
func LokiLabelValues(name, title, label string) Variable {
	v := LabelValues(name, title, "", label)
	v.AllValue, v.Datasource = ".+", &Loki
	v.Query = map[string]any{"label": label, "refId": "LokiVariableQueryEditor-VariableQuery", "stream": "", "type": 1}
	return v
}
