// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
)

// The table stands in the README between these two lines.
const (
	begin = "<!-- components: generated from builder-config.yaml by \"make generate\" -->\n"
	end   = "<!-- end of components -->\n"
)

// Table renders the components, one row a kind, our own in bold.
func Table(components []Component, root, modCache string) (string, error) {
	var b strings.Builder
	b.WriteString("| kind | components |\n|---|---|\n")
	for _, kind := range kinds {
		var own, others []string
		for _, c := range components {
			if c.Kind != kind {
				continue
			}
			name, err := c.Type(root, modCache)
			if err != nil {
				return "", err
			}
			if c.Own() {
				own = append(own, "**`"+name+"`**")
			} else {
				others = append(others, name)
			}
		}
		slices.Sort(others)
		names := own
		for _, name := range others {
			names = append(names, "`"+name+"`")
		}
		fmt.Fprintf(&b, "| %s | %s |\n", kind, strings.Join(names, ", "))
	}
	return b.String(), nil
}

// Insert replaces the table in a page.
func Insert(page, table string) (string, error) {
	head, rest, ok := strings.Cut(page, begin)
	if !ok {
		return "", fmt.Errorf("the page lacks the line %q", begin)
	}
	_, tail, ok := strings.Cut(rest, end)
	if !ok {
		return "", fmt.Errorf("the page lacks the line %q", end)
	}
	return head + begin + table + end + tail, nil
}

// ModCache returns the folder in which Go keeps downloaded modules.
func ModCache() (string, error) {
	out, err := exec.Command("go", "env", "GOMODCACHE").Output() //nolint:noctx // answers at once.
	return strings.TrimSpace(string(out)), err
}
