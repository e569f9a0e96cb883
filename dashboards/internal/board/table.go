// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// Column describes a column of a table: its field, its heading and, when it has one, its unit. Whole numbers have no decimals.
type Column struct {
	Field, Title, Unit string
	Whole              bool
}

// Columns merges the queries of a table, keeps these columns in this order and names them.
func Columns(columns ...Column) Option {
	return func(p *Panel) {
		order, rename, keep := map[string]any{}, map[string]any{}, []string{}
		for i, c := range columns {
			order[c.Field], rename[c.Field] = i, c.Title
			keep = append(keep, c.Field)
			if c.Unit != "" {
				p.override(c.Title, Property{"unit", c.Unit})
			}
			if c.Whole {
				p.override(c.Title, Property{"decimals", 0})
			}
		}
		p.Transformations = append(p.Transformations,
			Transformation{"merge", map[string]any{}},
			Transformation{"filterFieldsByName", map[string]any{"include": map[string]any{"names": keep}}},
			Transformation{"organize", map[string]any{"excludeByName": map[string]any{}, "indexByName": order, "renameByName": rename}},
		)
	}
}

// Matrix spreads a table's values over rows and columns, those of known names first. The names in its first column, under the
// title, stay plain, however cells look.
func Matrix(row, column, title string, first ...string) Option {
	return func(p *Panel) {
		corner := row + `\` + column // as Grafana names it
		order := map[string]any{corner: 0}
		for i, name := range first {
			order[name] = i + 1
		}
		p.override(title, Property{"custom.cellOptions", map[string]any{"type": "auto"}}, Property{"custom.minWidth", 160})
		p.Transformations = append(p.Transformations,
			Transformation{"groupingToMatrix", map[string]any{
				"columnField": column, "rowField": row, "valueField": "Value", "emptyValue": "zero",
			}},
			Transformation{"organize", map[string]any{
				"excludeByName": map[string]any{}, "indexByName": order, "renameByName": map[string]any{corner: title},
			}})
	}
}

// Shaded fills a column's cells by its thresholds.
func Shaded(title string, steps ...Step) Option {
	return func(p *Panel) {
		p.override(title,
			Property{"custom.cellOptions", map[string]any{"type": "color-background", "mode": "basic"}},
			Property{"thresholds", absolute(steps...)},
		)
	}
}

// Gauged draws a column's cells as bars.
func Gauged(title string) Option {
	return func(p *Panel) {
		p.override(title,
			Property{"custom.cellOptions", map[string]any{"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}},
			Property{"color", map[string]any{"mode": "continuous-BlPu"}},
			Property{"min", 0},
			Property{"fieldMinMax", true}, // the bar's length is within its own column
		)
	}
}

// HeatCells fills every cell by its value, from nothing to the largest.
func HeatCells() Option {
	return func(p *Panel) {
		p.FieldConfig.Defaults.Custom["cellOptions"] = map[string]any{"type": "color-background", "mode": "basic"}
		p.FieldConfig.Defaults.Color = map[string]any{"mode": "continuous-BlPu"}
	}
}

// SortBy sorts a table by a column, largest first.
func SortBy(title string) Option {
	return func(p *Panel) {
		p.Options["sortBy"] = []map[string]any{{"desc": true, "displayName": title}}
	}
}

// LinkColumn makes a column's cells links; the reader chooses where there are several.
func LinkColumn(column string, links ...DataLink) Option {
	return func(p *Panel) { p.override(column, Property{"links", links}) }
}
