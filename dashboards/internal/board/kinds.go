// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

func panel(kind, title, description string, options, custom map[string]any) *Panel {
	return &Panel{
		Type:        kind,
		Title:       title,
		Description: description,
		Options:     options,
		FieldConfig: &FieldConfig{
			Defaults: Defaults{
				Color:      map[string]any{"mode": "palette-classic"},
				Custom:     custom,
				Mappings:   []any{},
				Thresholds: absolute(Step{Color: Green}),
				Unit:       "short",
			},
			Overrides: []Override{},
		},
	}
}

func (p *Panel) with(options []Option) *Panel {
	for _, o := range options {
		o(p)
	}
	return p
}

// TimeSeries draws lines with a legend table that shows the last, mean and highest value.
func TimeSeries(title, description string, options ...Option) *Panel {
	return panel("timeseries", title, description, map[string]any{
		"legend":  map[string]any{"calcs": []string{"lastNotNull", "mean", "max"}, "displayMode": "table", "placement": "bottom", "showLegend": true},
		"tooltip": map[string]any{"mode": "multi", "sort": "desc"},
	}, map[string]any{
		"axisBorderShow":    false,
		"axisLabel":         "",
		"axisPlacement":     "auto",
		"drawStyle":         "line",
		"fillOpacity":       8,
		"gradientMode":      "none",
		"lineWidth":         2,
		"pointSize":         5,
		"scaleDistribution": map[string]any{"type": "linear"},
		"showPoints":        "never",
		"spanNulls":         false,
		"stacking":          map[string]any{"group": "A", "mode": "none"},
		"thresholdsStyle":   map[string]any{"mode": "off"},
	}).with(options)
}

// Stat shows one number and its recent course.
func Stat(title, description string, options ...Option) *Panel {
	p := panel("stat", title, description, map[string]any{
		"colorMode":              "value",
		"graphMode":              "area",
		"justifyMode":            "auto",
		"orientation":            "auto",
		"percentChangeColorMode": "standard",
		"reduceOptions":          map[string]any{"calcs": []string{"lastNotNull"}, "fields": "", "values": false},
		"showPercentChange":      false,
		"textMode":               "auto",
		"wideLayout":             true,
	}, nil)
	p.FieldConfig.Defaults.Color = map[string]any{"mode": "thresholds"}
	return p.with(options)
}

// BarGauge ranks values.
func BarGauge(title, description string, options ...Option) *Panel {
	p := panel("bargauge", title, description, map[string]any{
		"displayMode":   "gradient",
		"legend":        map[string]any{"calcs": []string{}, "displayMode": "list", "placement": "bottom", "showLegend": false},
		"maxVizHeight":  28,
		"minVizHeight":  16,
		"minVizWidth":   8,
		"namePlacement": "left",
		"orientation":   "horizontal",
		"reduceOptions": map[string]any{"calcs": []string{"lastNotNull"}, "fields": "", "values": false},
		"showUnfilled":  true,
		"sizing":        "auto",
		"valueMode":     "color",
	}, nil)
	low := 0.0
	p.FieldConfig.Defaults.Min = &low
	return p.with(options)
}

// Heatmap shows a histogram over time; unit is of its axis, cellUnit of how much fell into a bucket.
func Heatmap(title, description, unit, cellUnit string, options ...Option) *Panel {
	p := panel("heatmap", title, description, map[string]any{
		"calculate":    false,
		"cellGap":      1,
		"cellValues":   map[string]any{"unit": cellUnit},
		"color":        map[string]any{"exponent": 0.5, "fill": "dark-orange", "mode": "scheme", "reverse": false, "scale": "exponential", "scheme": "Oranges", "steps": 64},
		"exemplars":    map[string]any{"color": "rgba(255,0,255,0.7)"},
		"filterValues": map[string]any{"le": 1e-9},
		"legend":       map[string]any{"show": true},
		"rowsFrame":    map[string]any{"layout": "auto"},
		"showValue":    "never",
		"tooltip":      map[string]any{"mode": "single", "showColorScale": false, "yHistogram": true},
		"yAxis":        map[string]any{"axisPlacement": "left", "reverse": false, "unit": unit},
	}, map[string]any{"hideFrom": map[string]any{"legend": false, "tooltip": false, "viz": false}, "scaleDistribution": map[string]any{"type": "linear"}})
	p.FieldConfig.Defaults.Unit = unit
	return p.with(options)
}

// Grid is a table.
func Grid(title, description string, options ...Option) *Panel {
	p := panel("table", title, description, map[string]any{
		"cellHeight": "sm",
		"frameIndex": 0,
		"footer":     map[string]any{"countRows": false, "fields": []string{}, "reducer": []string{"sum"}, "show": false},
		"showHeader": true,
	}, map[string]any{"align": "auto", "cellOptions": map[string]any{"type": "auto"}, "filterable": true, "inspect": false})
	p.FieldConfig.Defaults.Color = map[string]any{"mode": "thresholds"}
	return p.with(options)
}

// Logs shows log lines.
func Logs(title, description string, options ...Option) *Panel {
	return panel("logs", title, description, map[string]any{
		"dedupStrategy":        "none",
		"enableLogDetails":     true,
		"prettifyLogMessage":   false,
		"showCommonLabels":     false,
		"showLabels":           false,
		"showTime":             true,
		"sortOrder":            "Ascending",
		"wrapLogMessage":       true,
		"showLogContextToggle": false,
	}, nil).with(options)
}

// AlertList shows what fires now, of the alerts whose name starts with prefix.
func AlertList(title, description, prefix string) *Panel {
	p := panel("alertlist", title, description, map[string]any{
		"alertInstanceLabelFilter": `{alertname=~"` + prefix + `.*"}`,
		"alertName":                "",
		"dashboardAlerts":          false,
		"groupBy":                  []string{},
		"groupMode":                "default",
		"maxItems":                 20,
		"sortOrder":                3, // by importance
		"stateFilter":              map[string]any{"error": true, "firing": true, "noData": false, "normal": false, "pending": true},
		"viewMode":                 "list",
	}, nil)
	p.Datasource = &Prometheus
	return p
}
