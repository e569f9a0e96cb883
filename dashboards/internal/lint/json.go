// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package lint

// dashboard is what the rules read of a dashboard's JSON.
type dashboard struct {
	ID            *int
	UID           string
	Title         string
	Description   string
	SchemaVersion int
	Time          struct{ From, To string }
	Links         []any
	Panels        []panel
	Templating    struct{ List []variableJSON }
}

type variableJSON struct {
	Name, Type, Label string
	Datasource        *datasource
}

type datasource struct{ Type, UID string }

type gridPos struct{ X, Y, W, H int }

type panel struct {
	ID                       int
	Type, Title, Description string
	GridPos                  gridPos
	Datasource               *datasource
	Options                  map[string]any
	Targets                  []target
	Transformations          []struct{ ID string }
	FieldConfig              struct {
		Defaults struct {
			Unit       string
			Thresholds struct{ Steps []any }
		}
	}
}

type target struct {
	RefID, Expr, Query, LegendFormat string
	Datasource                       datasource
}
