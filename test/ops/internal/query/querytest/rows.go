// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package querytest writes what queries answer, for tests to compare.
package querytest

import (
	"fmt"
	"strings"
	"time"
)

// Rows has rows between commas, and cells between blanks: - where there is none, and a list in brackets.
func Rows(rows [][]any) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, c := range row {
			switch c := c.(type) {
			case nil:
				cells = append(cells, "-")
			case time.Time:
				cells = append(cells, c.UTC().Format(time.RFC3339Nano))
			default:
				cells = append(cells, fmt.Sprint(c))
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, ", ")
}
