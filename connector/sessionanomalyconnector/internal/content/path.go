// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import "strings"

// firstKey is the top-level parameter of a leaf's path, lastKey the innermost key.
func firstKey(path string) string {
	end := strings.IndexAny(path, ".[")
	if end < 0 {
		return path
	}
	return path[:end]
}

func lastKey(path string) string {
	path = strings.TrimRight(path, "[].")
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		path = path[i+1:]
	}
	return strings.TrimRight(path, "[]")
}
