// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"fmt"
	"strconv"
	"strings"
	"text/template"

	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/promql"
)

// gap is how long Prometheus may be away before the rules take a series for new.
const gap = "1h"

var funcs = template.FuncMap{
	"count":    func(metric, window string) string { return promql.Count(metric, window, gap) },
	"increase": promql.Increase,
	"percent":  percent,
}

func percent(ratio float64) string {
	return strconv.FormatFloat(ratio*100, 'f', -1, 64) + "%"
}

// expand fills << >> in, in every text of the alert.
func (a *Alert) expand(thresholds map[string]float64) error {
	for _, field := range []*string{&a.Value, &a.Above, &a.Below, &a.Summary, &a.Description, &a.First} {
		t, err := template.New(a.Name).Delims("<<", ">>").Funcs(funcs).Option("missingkey=error").Parse(*field)
		if err != nil {
			return fmt.Errorf("alert %s: %w", a.Name, err)
		}
		var out strings.Builder
		if err := t.Execute(&out, thresholds); err != nil {
			return fmt.Errorf("alert %s: %w", a.Name, err)
		}
		*field = strings.TrimSpace(out.String())
	}
	return nil
}
