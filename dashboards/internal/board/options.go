// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// Option sets something on a panel.
type Option func(*Panel)

// Query adds a Prometheus range query; legend is a Grafana legend format.
func Query(expr, legend string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Prometheus, EditorMode: "code", Expr: expr, LegendFormat: legend, Range: true})
	}
}

// Now adds a Prometheus instant query, for stats and bar gauges.
func Now(expr, legend string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Prometheus, EditorMode: "code", Expr: expr, LegendFormat: legend, Instant: true})
	}
}

// Table adds a Prometheus instant query whose labels become columns.
func Table(expr string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Prometheus, EditorMode: "code", Expr: expr, Format: "table", Instant: true})
	}
}

// Buckets adds a query for the buckets of a histogram.
func Buckets(expr string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Prometheus, EditorMode: "code", Expr: expr, Format: "heatmap", LegendFormat: "{{le}}", Range: true})
	}
}

func (p *Panel) add(t Target) {
	t.RefID = string(rune('A' + len(p.Targets)))
	p.Targets = append(p.Targets, t)
	p.Datasource = &p.Targets[0].Datasource
}

// Unit is Grafana's id of a unit.
func Unit(unit string) Option {
	return func(p *Panel) { p.FieldConfig.Defaults.Unit = unit }
}

// Decimals fixes the number of decimals.
func Decimals(n int) Option {
	return func(p *Panel) { p.FieldConfig.Defaults.Decimals = &n }
}

// Bounds fixes the axis.
func Bounds(low, high float64) Option {
	return func(p *Panel) { p.FieldConfig.Defaults.Min, p.FieldConfig.Defaults.Max = &low, &high }
}

// MinStep is the smallest step between two points.
func MinStep(interval string) Option {
	return func(p *Panel) { p.Interval = interval }
}

// Limits colours the value from each limit on, starting green. A time series also gets the limits as lines.
func Limits(steps ...Step) Option {
	return func(p *Panel) {
		p.FieldConfig.Defaults.Thresholds = absolute(append([]Step{{Color: Green}}, steps...)...)
		if p.Type == "timeseries" {
			p.FieldConfig.Defaults.Custom["thresholdsStyle"] = map[string]any{"mode": "dashed"}
		}
	}
}

// LowLimits is Limits for values that are bad when low: red below the first limit.
func LowLimits(warn, good float64) Option {
	return func(p *Panel) {
		p.FieldConfig.Defaults.Thresholds = absolute(Step{Color: Red}, From(warn, Orange), From(good, Green))
		if p.Type == "timeseries" {
			p.FieldConfig.Defaults.Custom["thresholdsStyle"] = map[string]any{"mode": "dashed"}
		}
	}
}

// From is one limit.
func From(value float64, color string) Step { return Step{Color: color, Value: &value} }

func absolute(steps ...Step) Thresholds { return Thresholds{Mode: "absolute", Steps: steps} }

// Stacked piles the series up.
func Stacked() Option {
	return func(p *Panel) {
		p.FieldConfig.Defaults.Custom["stacking"] = map[string]any{"group": "A", "mode": "normal"}
		p.FieldConfig.Defaults.Custom["fillOpacity"] = 40
	}
}

// Bars draws stacked bars: for counts of rare events.
func Bars() Option {
	return func(p *Panel) {
		Stacked()(p)
		p.FieldConfig.Defaults.Custom["drawStyle"] = "bars"
		p.FieldConfig.Defaults.Custom["fillOpacity"] = 85
		p.FieldConfig.Defaults.Custom["lineWidth"] = 0
	}
}

// Colored gives series of a known name their fixed colour.
func Colored(colors map[string]string, order []string) Option {
	return func(p *Panel) {
		for _, name := range order {
			p.override(name, Property{"color", map[string]any{"mode": "fixed", "fixedColor": colors[name]}})
		}
	}
}

// Shade fixes the colour of every value.
func Shade(color string) Option {
	return func(p *Panel) {
		p.FieldConfig.Defaults.Color = map[string]any{"mode": "fixed", "fixedColor": color}
	}
}

func (p *Panel) override(field string, properties ...Property) {
	p.FieldConfig.Overrides = append(p.FieldConfig.Overrides, Override{Matcher{"byName", field}, properties})
}

// Empty is what the panel says when there is no data and that is good news.
func Empty(text string) Option {
	return func(p *Panel) { p.FieldConfig.Defaults.NoValue = text }
}

// Drill adds links to every value of the panel; the reader chooses where there are several.
func Drill(links ...DataLink) Option {
	return func(p *Panel) { p.FieldConfig.Defaults.Links = append(p.FieldConfig.Defaults.Links, links...) }
}
