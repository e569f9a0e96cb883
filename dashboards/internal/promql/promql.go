// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package promql writes the expressions that alerts and dashboards share.
package promql

import "fmt"

// Count is what a counter gained within the window: exact, where increase() extrapolates, and right in the two cases that
// matter most for rare events. A series that is new (the first finding ever) counts with its whole value, as does one
// that a restart reset. Gap is how long a gap in scraping may last before a series is taken for new: the longer, the more
// Prometheus has to read.
func Count(metric, window, gap string) string {
	return fmt.Sprintf("%[1]s - last_over_time(%[1]s[%[3]s] offset %[2]s) >= 0 or %[1]s", metric, window, gap)
}

// Increase is increase(), with the whole value for a series that did not exist before the window.
func Increase(metric, window string) string {
	return fmt.Sprintf("%[1]s unless last_over_time(%[1]s[%[2]s] offset %[2]s) or increase(%[1]s[%[2]s])", metric, window)
}
